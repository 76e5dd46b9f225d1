import {
  measureCounter,
  toQuantityId,
  isSameMeasurement,
  type Measurement,
  decodeMeasurements,
  encodeMeasurements,
} from './measurement.js';

const MODE: Measurement = {
  ...measureCounter('mode'),
  ...{ method: 'state_time', matches: ['running', 'at 50%, or less'], maxGapMinutes: 240 },
};
const ENERGY: Measurement = {
  ...measureCounter('power_kw'),
  method: 'integral',
  factor: '0.001',
  unit: 'MW.h',
};
const SCRAP: Measurement = { ...measureCounter('scrap_parts'), deducts: true };
const PEAK: Measurement = { ...measureCounter('power_kw'), method: 'peak_demand', intervalMinutes: 30 };
const DEVICE = '0191d3a0-7c1e-7a42-9d0e-5f1b2c3d4e5f';

describe('quantities in an address', () => {
  it.each<[string, readonly Measurement[]]>([
    ['counter:run_hours', [measureCounter('run_hours')]],
    ['integral:power_kw:::0.001:MW.h', [ENERGY]],
    ['peak_demand:power_kw::30;counter:run_hours', [PEAK, measureCounter('run_hours')]],
  ])('are %s', (text, measured) => {
    expect(encodeMeasurements(measured)).toBe(text);
    expect(decodeMeasurements(text)).toEqual(measured);
  });

  it('round-trip with any values', () => {
    expect(decodeMeasurements(encodeMeasurements([MODE, ENERGY, SCRAP]))).toEqual([MODE, ENERGY, SCRAP]);
  });

  it.each(['', ';', 'gift:power_kw', 'counter', 'counter:', '%%%:x', 'counter:%E0%A4%A'])(
    'are empty for %j',
    (text) => expect(decodeMeasurements(text)).toEqual([]),
  );
});

describe('a quantity', () => {
  it('has a stable ID of its own on a device', () => {
    const ids = [measureCounter('power_kw'), ENERGY, PEAK, MODE].map((measurement) =>
      toQuantityId(DEVICE, measurement),
    );
    expect(new Set([...ids, DEVICE]).size).toBe(5);
    expect(ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(toQuantityId(DEVICE, { ...ENERGY })).toBe(ids[1]);
  });

  it('is the same with different plausibility limits', () => {
    expect(
      isSameMeasurement(MODE, { ...MODE, matches: [...MODE.matches].reverse(), maxGapMinutes: 60 }),
    ).toBe(true);
    expect(isSameMeasurement(ENERGY, { ...ENERGY, factor: null })).toBe(false);
    expect(isSameMeasurement(ENERGY, PEAK)).toBe(false);
    expect(isSameMeasurement(SCRAP, measureCounter('scrap_parts'))).toBe(false);
  });
});
