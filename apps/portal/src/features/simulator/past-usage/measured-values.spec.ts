import { asCounter, type Measured } from './measured.js';
import { toMeasured, toMeterValues } from './measured-values.js';

const ENERGY: Measured = {
  ...asCounter('power_kw'),
  ...{ method: 'integral', factor: '0.001', unit: 'MW.h', maxRatePerHour: '90', maxGapMinutes: 240 },
};

describe('a quantity in a form', () => {
  it.each<[string, Measured]>([
    ['a counter', asCounter('run_hours')],
    ['scrap', { ...asCounter('scrap'), deducts: true }],
    ['energy', ENERGY],
    ['hours', { ...asCounter('mode'), method: 'state_time', matches: ['running'] }],
    ['parts', { ...asCounter('part'), method: 'event_count' }],
    ['a peak demand', { ...asCounter('power_kw'), method: 'peak_demand', intervalMinutes: 30 }],
  ])('round-trips unchanged: %s', (_, measured) => {
    expect(toMeasured(toMeterValues(measured))).toEqual(measured);
  });

  it('omits values that its method does not have', () => {
    const peak = { ...toMeterValues(ENERGY), method: 'peak_demand' as const, deducts: true, factor: ' ' };
    expect(toMeasured({ ...peak, matches: ['on'] })).toEqual({
      ...{ ...asCounter('power_kw'), method: 'peak_demand', intervalMinutes: 15 },
      ...{ maxRatePerHour: '90', maxGapMinutes: 240 },
    });
    const events = toMeasured({ ...toMeterValues(ENERGY), method: 'event_count' });
    expect(events).toMatchObject({ maxRatePerHour: null, maxGapMinutes: null });
  });
});
