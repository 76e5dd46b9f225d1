import { asCounter, idOf, isAlike, type Measured, readMeasured, writeMeasured } from './measured.js';

const MODE: Measured = {
  ...asCounter('mode'),
  ...{ method: 'state_time', matches: ['running', 'at 50 %, or less'], maxGapMinutes: 240 },
};
const ENERGY: Measured = { ...asCounter('power_kw'), method: 'integral', factor: '0.001', unit: 'MW.h' };
const SCRAP: Measured = { ...asCounter('scrap_parts'), deducts: true };
const PEAK: Measured = { ...asCounter('power_kw'), method: 'peak_demand', intervalMinutes: 30 };
const DEVICE = '0191d3a0-7c1e-7a42-9d0e-5f1b2c3d4e5f';

describe('quantities in an address', () => {
  it.each<[string, readonly Measured[]]>([
    ['counter:run_hours', [asCounter('run_hours')]],
    ['integral:power_kw:::0.001:MW.h', [ENERGY]],
    ['peak_demand:power_kw::30;counter:run_hours', [PEAK, asCounter('run_hours')]],
  ])('are %s', (text, measured) => {
    expect(writeMeasured(measured)).toBe(text);
    expect(readMeasured(text)).toEqual(measured);
  });

  it('round-trip with any values', () => {
    expect(readMeasured(writeMeasured([MODE, ENERGY, SCRAP]))).toEqual([MODE, ENERGY, SCRAP]);
  });

  it.each(['', ';', 'gift:power_kw', 'counter', 'counter:', '%%%:x', 'counter:%E0%A4%A'])(
    'are empty for %j',
    (text) => expect(readMeasured(text)).toEqual([]),
  );
});

describe('a quantity', () => {
  it('has a stable ID of its own on a device', () => {
    const ids = [asCounter('power_kw'), ENERGY, PEAK, MODE].map((one) => idOf(DEVICE, one));
    expect(new Set([...ids, DEVICE]).size).toBe(5);
    expect(ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(idOf(DEVICE, { ...ENERGY })).toBe(ids[1]);
  });

  it('is the same with different plausibility limits', () => {
    expect(isAlike(MODE, { ...MODE, matches: [...MODE.matches].reverse(), maxGapMinutes: 60 })).toBe(true);
    expect(isAlike(ENERGY, { ...ENERGY, factor: null })).toBe(false);
    expect(isAlike(ENERGY, PEAK)).toBe(false);
    expect(isAlike(SCRAP, asCounter('scrap_parts'))).toBe(false);
  });
});
