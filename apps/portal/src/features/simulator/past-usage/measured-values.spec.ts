import { measureCounter, type Measurement } from './measurement.js';
import { toMeasurement, toMeterValues } from './measured-values.js';

const ENERGY: Measurement = {
  ...measureCounter('power_kw'),
  ...{ method: 'integral', factor: '0.001', unit: 'MW.h', maxRatePerHour: '90', maxGapMinutes: 240 },
};

describe('a quantity in a form', () => {
  it.each<[string, Measurement]>([
    ['a counter', measureCounter('run_hours')],
    ['scrap', { ...measureCounter('scrap'), deducts: true }],
    ['energy', ENERGY],
    ['hours', { ...measureCounter('mode'), method: 'state_time', matches: ['running'] }],
    ['parts', { ...measureCounter('part'), method: 'event_count' }],
    ['a peak demand', { ...measureCounter('power_kw'), method: 'peak_demand', intervalMinutes: 30 }],
  ])('round-trips unchanged: %s', (_, measured) => {
    expect(toMeasurement(toMeterValues(measured))).toEqual(measured);
  });

  it('omits values that its method does not have', () => {
    const peak = { ...toMeterValues(ENERGY), method: 'peak_demand' as const, deducts: true, factor: ' ' };
    expect(toMeasurement({ ...peak, matches: ['on'] })).toEqual({
      ...{ ...measureCounter('power_kw'), method: 'peak_demand', intervalMinutes: 15 },
      ...{ maxRatePerHour: '90', maxGapMinutes: 240 },
    });
    const events = toMeasurement({ ...toMeterValues(ENERGY), method: 'event_count' });
    expect(events).toMatchObject({ maxRatePerHour: null, maxGapMinutes: null });
  });
});
