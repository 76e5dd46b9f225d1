import type { FieldFault } from '#platform/domain';
import type { MeterFields, SignalFacts } from '../contract/contract-fields.js';
import { findMeasuringFaults, findSignalFaults } from './meter-faults.js';
import { COUNTER_DEFAULTS } from './usage-method.js';

const COUNTER: MeterFields = {
  ...COUNTER_DEFAULTS,
  id: 'me-1',
  deviceId: 'd-1',
  signalKey: 'energy_kwh_total',
  unit: 'kW.h',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 1440,
};

const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer: field,
  code,
  params,
});
const codesOf = (faults: readonly FieldFault[]): string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('findMeasuringFaults', () => {
  it.each<[string, Partial<MeterFields>]>([
    ['a plain counter', {}],
    ['a counter that restarts', { modulus: '10000.5', maxRatePerHour: '0.000000000001' }],
    ['the shortest gap', { maxGapMinutes: 1 }],
    ['a gap of a leap year', { maxGapMinutes: 527_040 }],
    ['the hours in states', { method: 'state_time', matches: ['running', 'idle'], unit: 'h' }],
    ['all events', { method: 'event_count', unit: '1' }],
    ['events with a value', { method: 'event_count', matches: ['batch'], unit: '1' }],
    ['a peak per hour', { method: 'peak_demand', intervalMinutes: 60, unit: 'kW' }],
    ['a factor', { factor: '0.5', unit: 'kW.h' }],
    ['a subtracted counter', { deducts: true }],
  ])('accepts %s', (_, change) => {
    expect(findMeasuringFaults({ ...COUNTER, ...change }, at)).toEqual([]);
  });

  it.each<[Partial<MeterFields>, string[]]>([
    [{ modulus: '0' }, ['modulus modulus_not_positive']],
    [{ modulus: '-1' }, ['modulus modulus_not_positive']],
    [{ modulus: '1e3' }, ['modulus modulus_not_positive']],
    [{ maxRatePerHour: '0.0' }, ['maxRatePerHour max_rate_not_positive']],
    [{ maxGapMinutes: 0 }, ['maxGapMinutes max_gap_out_of_range']],
    [{ maxGapMinutes: 527_041 }, ['maxGapMinutes max_gap_out_of_range']],
    [{ maxGapMinutes: 1.5 }, ['maxGapMinutes max_gap_out_of_range']],
    [{ method: 'state_time' }, ['matches states_missing']],
    [{ method: 'state_time', matches: ['on', 'on'] }, ['matches state_twice']],
    [{ matches: ['on'] }, ['matches states_of_no_state']],
    [{ method: 'peak_demand' }, ['intervalMinutes interval_not_possible']],
    [{ method: 'peak_demand', intervalMinutes: 20 }, ['intervalMinutes interval_not_possible']],
    [{ intervalMinutes: 15 }, ['intervalMinutes interval_of_no_peak']],
    [{ method: 'peak_demand', intervalMinutes: 15, deducts: true }, ['deducts peak_not_deducted']],
    [{ factor: '0' }, ['factor factor_not_positive']],
    [{ factor: '2', unit: '' }, ['unit unit_missing']],
  ])('rejects %o', (change, faults) => {
    expect(codesOf(findMeasuringFaults({ ...COUNTER, ...change }, at))).toEqual(faults);
  });
});

describe('findSignalFaults', () => {
  const SIGNALS: readonly SignalFacts[] = [
    { key: 'energy_kwh_total', kind: 'counter', unit: 'kW.h', modulus: null },
    { key: 'air_m3_total', kind: 'counter', unit: 'm3', modulus: null },
    { key: 'flow', kind: 'gauge', unit: 'm3/h', modulus: null },
    { key: 'power', kind: 'gauge', unit: 'kW', modulus: null },
    { key: 'state', kind: 'state', unit: '', modulus: null },
    { key: 'batch', kind: 'event', unit: '', modulus: null },
  ];

  it.each<[Partial<MeterFields>, string[]]>([
    [{}, []],
    [{ unit: 'm3' }, ['unit unit_differs']],
    [{ unit: 'EUR', factor: '0.2' }, []],
    [{ signalKey: 'power' }, ['signalKey signal_not_a_counter']],
    [{ method: 'integral' }, ['signalKey signal_not_for_method']],
    [{ method: 'integral', signalKey: 'power', unit: 'kW.h' }, []],
    [{ method: 'integral', signalKey: 'power', unit: 'kW' }, ['unit unit_differs']],
    [{ method: 'integral', signalKey: 'flow', unit: 'm3' }, []],
    [{ method: 'peak_demand', signalKey: 'power', unit: 'kW' }, []],
    [{ method: 'state_time', signalKey: 'state', unit: 'h' }, []],
    [{ method: 'state_time', signalKey: 'state', unit: 'min' }, ['unit unit_differs']],
    [{ method: 'event_count', signalKey: 'batch', unit: '1' }, []],
    [{ method: 'event_count', signalKey: 'state', unit: '1' }, ['signalKey signal_not_for_method']],
  ])('of %o are %o', (change, faults) => {
    expect(codesOf(findSignalFaults({ ...COUNTER, ...change }, SIGNALS, at))).toEqual(faults);
  });

  it('list the signals that the method can read', () => {
    expect(findSignalFaults({ ...COUNTER, signalKey: 'x' }, SIGNALS, at)).toEqual([
      at('signalKey', 'signal_unknown', { value: 'x', counters: 'energy_kwh_total, air_m3_total' }),
    ]);
    expect(findSignalFaults({ ...COUNTER, signalKey: 'x', method: 'integral' }, SIGNALS, at)).toEqual([
      at('signalKey', 'signal_unknown', { value: 'x', counters: 'flow, power' }),
    ]);
  });
});
