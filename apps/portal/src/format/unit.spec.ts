import { shortHash } from './short-hash.js';
import { shownDecimals } from './shown-decimals.js';
import { unitDecimals, unitSuffix, formatUnit } from './unit.js';

describe('a unit', () => {
  it.each([
    ['Cel', '°C', 1],
    ['kW.h', 'kWh', 0],
    ['m3', 'm³', 0],
    ['bar', 'bar', 2],
    ['1', '', 0],
    ['furlong', 'furlong', 1],
  ])('%s is shown as "%s", with %d decimals', (unit, written, decimals) => {
    expect(formatUnit(unit)).toBe(written);
    expect(unitDecimals(unit)).toBe(decimals);
  });
});

describe('a unit after a number', () => {
  it.each([
    ['m3', 'en-GB', '\u00a0m³'],
    ['%', 'en-GB', '%'],
    ['%', 'es-MX', '\u00a0%'],
    ['1', 'en-GB', ''],
  ])('%s in %s is "%s"', (unit, locale, suffix) => {
    expect(unitSuffix(unit, locale)).toBe(suffix);
  });
});

describe('a hash', () => {
  it('is shown by its first and last digits', () => {
    expect(shortHash('0123456789abcdef')).toBe('0123…cdef');
  });

  it('stays complete if it is no longer than that', () => {
    expect(shortHash('0123456789')).toBe('0123456789');
  });
});

describe('an exact time in hours', () => {
  it.each([
    ['7', 0],
    ['7.5', 1],
    ['7.123456789', 2],
    [undefined, 0],
    [7.25, 2],
  ])('%s is shown with %d decimals', (exact, decimals) => {
    expect(shownDecimals(exact)).toBe(decimals);
  });
});
