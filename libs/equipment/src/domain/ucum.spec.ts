import fc from 'fast-check';
import { isMisleadingUnit, isUcumUnit, proposeUcumUnit } from './ucum.js';

describe('isUcumUnit', () => {
  it.each([
    ...[
      '1',
      '%',
      'h',
      'min',
      'bar',
      'mbar',
      'kPa',
      'Cel',
      'K',
      'A',
      'mA',
      'kW',
      'kW.h',
      'MW.h',
      'Hz',
      'mm/s',
      'mm/s2',
      'm3',
      'm3/h',
      'm3/min',
    ],
    ...[
      'L/min',
      'kg/m3',
      'kW.h/m3',
      '/min',
      '10*3.L',
      '10*6',
      '[degF]',
      '[psi]',
      "[in_i'H2O]",
      '[cft_i]/min',
      'dB',
      'dB[SPL]',
      'um',
      'N.m',
    ],
    ...[
      'V.A',
      'kV.A',
      'm[H2O]',
      '{cycles}',
      '1{cycles}',
      'm3{20Cel}',
      'L/(min.m2)',
      'GiBy',
      's-1',
      'J/(kg.K)',
      "'",
      'cd',
      'das',
    ],
  ])('accepts %s', (code) => {
    expect(isUcumUnit(code)).toBe(true);
  });

  it.each([
    ...[
      '',
      'kWh',
      '°C',
      'rpm',
      'Nm',
      'Nm3',
      'm³',
      'bar(g)',
      'psi',
      'm3/',
      '.m',
      'm..s',
      'kh',
      'kmin',
      'mm/s^2',
      'kkW',
      '(m',
      'm)',
      'm 3',
    ],
    ...['{open', 'KW', 'hr', 'HZ', 'm03', 'x'.repeat(65)],
  ])('rejects "%s"', (code) => {
    expect(isUcumUnit(code)).toBe(false);
  });

  it('is closed under product, quotient and brackets', () => {
    const unit = fc.constantFrom('m', 'kW', 'h', 'Cel', 'bar', 's-2', '[psi]', '10*3', '{x}', '1');
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('.', '/'),
        (units, sign) => {
          const code = units.join(sign);
          expect(isUcumUnit(code)).toBe(true);
          expect(isUcumUnit(`m/(${code})`)).toBe(true);
        },
      ),
    );
  });

  it('terminates for every text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'m1.(/){}[]k3-+*%'), maxLength: 70 }),
        (text) => typeof isUcumUnit(text) === 'boolean',
      ),
    );
  });
});

describe('proposeUcumUnit', () => {
  it.each([
    ['kWh', 'kW.h'],
    ['°C', 'Cel'],
    ['C', 'Cel'],
    ['RPM', '/min'],
    ['m³/h', 'm3/h'],
    ['bar(g)', 'bar'],
    ['parsec-ish', undefined],
  ])('%s -> %s', (text, code) => {
    expect(proposeUcumUnit(text)).toBe(code);
  });

  it('proposes only valid units', () => {
    for (const text of ['kvar', 'cfm', 'hp', 'Ω', 'ppm', 'dB', 'l/min', 'µm', 'count', 'hrs']) {
      expect(isUcumUnit(proposeUcumUnit(text)!)).toBe(true);
    }
  });

  it('has a proposal for the ambiguous codes', () => {
    for (const code of ['C', 'F']) {
      expect(isMisleadingUnit(code)).toBe(true);
      expect(isUcumUnit(proposeUcumUnit(code)!)).toBe(true);
    }
    expect(isMisleadingUnit('Cel')).toBe(false);
  });
});
