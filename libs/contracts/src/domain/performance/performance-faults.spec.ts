import type { MeterFields } from '../contract/contract-fields.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';
import { type AgreedPerformance, withMeters } from './agreed-performance.js';
import { findPerformanceFaults } from './performance-faults.js';

const meter = (id: string, unit: string, change: Partial<MeterFields> = {}): MeterFields => ({
  ...COUNTER_DEFAULTS,
  id,
  deviceId: 'd-1',
  signalKey: id,
  unit,
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 60,
  ...change,
});
const METERS = [
  meter('kwh', 'kWh'),
  meter('kwh-2', 'kW.h', { method: 'integral' }),
  meter('m3', 'm3'),
  meter('outside', 'h', { method: 'state_time', matches: ['low'] }),
  meter('peak', 'kWh', { method: 'peak_demand', intervalMinutes: 15 }),
  meter('leak', 'm3', { deducts: true }),
];
const ENERGY = {
  type: 'energy',
  key: 'energy',
  clause: '',
  kwhPerM3: '0.1075',
  kwhPrice: '0.18',
  kwhMeterIds: ['kwh', 'kwh-2'],
  m3MeterIds: ['m3'],
} as const satisfies AgreedPerformance;
const DELIVERY = {
  type: 'delivery',
  key: 'delivery',
  clause: '',
  guaranteePercent: '99.5',
  creditPerStartedHour: '75',
  outsideMeterId: 'outside',
} as const satisfies AgreedPerformance;

const AVAILABILITY = {
  type: 'availability',
  key: 'availability',
  clause: '7.3',
  plannedAllowanceHours: '8',
  guaranteePercent: '98',
  malusPercentPerPoint: '2',
  malusCapPercent: '20',
  bonusFromPercent: '99.5',
  bonusPercent: '1',
  targetPercent: null,
  slope: null,
  zeroBelow: null,
  bands: [],
  chargeKeys: ['air'],
  machineIds: ['m-1'],
} as const satisfies AgreedPerformance;
const FACTOR = {
  ...AVAILABILITY,
  ...{ guaranteePercent: null, malusPercentPerPoint: null, malusCapPercent: null },
  ...{ bonusFromPercent: null, bonusPercent: null, targetPercent: '98', slope: '2', zeroBelow: '70' },
} as const satisfies AgreedPerformance;

/** Bands, each with the percentage below which it applies, and its credit. */
const banded = (...bands: readonly (readonly [string, string])[]): AgreedPerformance => ({
  ...FACTOR,
  ...{ targetPercent: null, slope: null, zeroBelow: null },
  bands: bands.map(([below, percent]) => ({ below, percent })),
});

const faultsOf = (...performance: readonly AgreedPerformance[]): string[] =>
  findPerformanceFaults({
    performance,
    meters: METERS,
    machines: [{ machineId: 'm-1' }] as never,
    charges: [
      { key: 'air', due: 'arrears', countsBy: 'month' },
      { key: 'year', due: 'yearly', countsBy: 'month' },
    ] as never,
  }).map(({ pointer, code }) => `${pointer} ${code.replace('contracts.', '')}`);

describe('findPerformanceFaults', () => {
  it('accepts valid terms', () => {
    expect(faultsOf(AVAILABILITY, { ...FACTOR, key: 'factor', machineIds: [] })).toEqual([]);
    expect(faultsOf(ENERGY, DELIVERY, { ...DELIVERY, key: 'second', guaranteePercent: null })).toEqual([]);
  });

  it.each<[AgreedPerformance, string]>([
    [{ ...ENERGY, key: 'air' }, '/performance/1/key charge_twice'],
    [{ ...ENERGY, key: 'delivery' }, '/performance/1/key charge_twice'],
    [{ ...ENERGY, key: 'a b' }, '/performance/1/key charge_key_malformed'],
    [{ ...ENERGY, kwhPerM3: '' }, '/performance/1/kwhPerM3 value_missing'],
    [{ ...ENERGY, kwhPerM3: '-1' }, '/performance/1/kwhPerM3 decimal_malformed'],
    [{ ...ENERGY, kwhPrice: '0' }, '/performance/1/kwhPrice value_not_positive'],
    [{ ...ENERGY, kwhMeterIds: [] }, '/performance/1/kwhMeterIds value_missing'],
    [{ ...ENERGY, kwhMeterIds: ['gone'] }, '/performance/1/kwhMeterIds performance_meter_unknown'],
    [{ ...ENERGY, kwhMeterIds: ['outside'] }, '/performance/1/kwhMeterIds performance_unit_differs'],
    [{ ...ENERGY, kwhMeterIds: ['peak'] }, '/performance/1/kwhMeterIds performance_meter_unfit'],
    [{ ...ENERGY, m3MeterIds: ['leak'] }, '/performance/1/m3MeterIds performance_meter_unfit'],
    [{ ...ENERGY, kwhMeterIds: ['kwh', 'kwh'] }, '/performance/1/kwhMeterIds performance_meter_twice'],
    [{ ...DELIVERY, key: 'd', outsideMeterId: '' }, '/performance/1/outsideMeterId value_missing'],
    [
      { ...DELIVERY, key: 'd', outsideMeterId: 'm3' },
      '/performance/1/outsideMeterId performance_unit_differs',
    ],
    [
      { ...DELIVERY, key: 'd', guaranteePercent: '100.1' },
      '/performance/1/guaranteePercent percent_above_100',
    ],
    [{ ...DELIVERY, key: 'd', guaranteePercent: 'all' }, '/performance/1/guaranteePercent decimal_malformed'],
    [
      { ...DELIVERY, key: 'd', creditPerStartedHour: '0' },
      '/performance/1/creditPerStartedHour value_not_positive',
    ],
    [{ ...AVAILABILITY, guaranteePercent: '101' }, '/performance/1/guaranteePercent percent_above_100'],
    [{ ...AVAILABILITY, malusPercentPerPoint: null }, '/performance/1/malusPercentPerPoint value_missing'],
    [{ ...AVAILABILITY, bonusPercent: 'much' }, '/performance/1/bonusPercent decimal_malformed'],
    [
      { ...AVAILABILITY, bonusFromPercent: null },
      '/performance/1/bonusPercent availability_goes_with_nothing',
    ],
    [
      { ...FACTOR, guaranteePercent: '98', malusPercentPerPoint: '1' },
      '/performance/1/guaranteePercent availability_counts_twice',
    ],
    [
      { ...FACTOR, targetPercent: null, slope: null, zeroBelow: null },
      '/performance/1/guaranteePercent value_missing',
    ],
    [{ ...AVAILABILITY, chargeKeys: [] }, '/performance/1/chargeKeys value_missing'],
    [{ ...AVAILABILITY, chargeKeys: ['gone'] }, '/performance/1/chargeKeys performance_charge_unknown'],
    [{ ...AVAILABILITY, chargeKeys: ['year'] }, '/performance/1/chargeKeys performance_charge_not_monthly'],
    [{ ...AVAILABILITY, machineIds: ['m-2'] }, '/performance/1/machineIds machine_not_in_contract'],
    [
      { ...FACTOR, targetPercent: null, slope: null, zeroBelow: null, bands: [{ below: '95', percent: '' }] },
      '/performance/1/bands/0/percent value_missing',
    ],
    [banded(['98', '5'], ['95', '10'], ['95', '20']), '/performance/1/bands/2/below band_not_below'],
    [banded(['98', '5'], ['99', '10']), '/performance/1/bands/1/below band_not_below'],
    [banded(['98', '5'], ['95', '5']), '/performance/1/bands/1/percent band_gives_no_more'],
  ])('reports %j', (term, reported) => {
    expect(faultsOf(DELIVERY, term)).toEqual([reported]);
  });

  it('accepts bands that decrease, each with a higher credit', () => {
    expect(faultsOf(DELIVERY, banded(['98', '5'], ['95', '10'], ['90.5', '25.5']))).toEqual([]);
  });

  it('limits the number of guarantees', () => {
    expect(faultsOf(...Array<AgreedPerformance>(21).fill(ENERGY))).toEqual([
      '/performance too_many_performance_terms',
    ]);
  });
});

describe('withMeters', () => {
  it('uses replacement meters', () => {
    const next = new Map([
      ['kwh', 'kwh-9'],
      ['outside', 'outside-9'],
    ]);
    expect(withMeters(ENERGY, next)).toEqual({ ...ENERGY, kwhMeterIds: ['kwh-9', 'kwh-2'] });
    expect(withMeters(DELIVERY, next)).toEqual({ ...DELIVERY, outsideMeterId: 'outside-9' });
  });
});
