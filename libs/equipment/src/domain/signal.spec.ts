import fc from 'fast-check';
import { findLockedChanges, findSignalFaults, type SignalFields } from './signal.js';

const temperature: SignalFields = {
  key: 'discharge_temp_c',
  unit: 'Cel',
  kind: 'gauge',
  decimals: 1,
  tripLow: null,
  warnLow: null,
  warnHigh: '100',
  tripHigh: '110',
  modulus: null,
  expectedSeconds: null,
  labelI18n: {},
  position: 0,
};
const counter: SignalFields = {
  ...temperature,
  key: 'air_m3_total',
  unit: 'm3',
  kind: 'counter',
  warnHigh: null,
  tripHigh: null,
};

const told = (signal: SignalFields): string[] =>
  findSignalFaults(signal).map(({ pointer, code }) => `${pointer} ${code}`);

describe('findSignalFaults', () => {
  it.each<[string, SignalFields, string[]]>([
    ['a valid gauge', temperature, []],
    ['a valid counter', { ...counter, modulus: '1000000' }, []],
    ['a state without a unit', { ...counter, key: 'state', kind: 'state', unit: '' }, []],
    ['a key with a space', { ...temperature, key: 'temp c' }, ['/key equipment.signal_key_malformed']],
    ['a unit in a common spelling', { ...counter, unit: 'kWh' }, ['/unit equipment.unit_not_ucum']],
    ['coulomb, meant as degrees', { ...temperature, unit: 'C' }, ['/unit equipment.unit_not_ucum']],
    ['a gauge without a unit', { ...temperature, unit: '' }, ['/unit equipment.unit_not_ucum']],
    [
      'a state with a unit',
      { ...counter, kind: 'state', unit: '1' },
      ['/unit equipment.unit_of_number_only'],
    ],
    [
      'a trip limit below the warning limit',
      { ...temperature, tripHigh: '99.9' },
      ['/tripHigh equipment.limits_out_of_order'],
    ],
    ['equal limits', { ...temperature, tripHigh: '100.0' }, ['/tripHigh equipment.limits_out_of_order']],
    [
      'a low limit above a high one',
      { ...temperature, warnLow: '105' },
      ['/warnHigh equipment.limits_out_of_order'],
    ],
    [
      'a limit that isn’t a number',
      { ...temperature, warnHigh: 'hot' },
      ['/warnHigh equipment.limit_not_a_number'],
    ],
    ['a limit on a counter', { ...counter, warnHigh: '5' }, ['/warnHigh equipment.limit_of_gauge_only']],
    [
      'a gauge that wraps around',
      { ...temperature, modulus: '10' },
      ['/modulus equipment.modulus_of_counter_only'],
    ],
    [
      'a counter that wraps around at zero',
      { ...counter, modulus: '0' },
      ['/modulus equipment.modulus_not_positive'],
    ],
    ['names by locale', { ...temperature, labelI18n: { en: 'Discharge', 'zh-Hans': '排气温度' } }, []],
    [
      'a name without a locale',
      { ...temperature, labelI18n: { '': 'x' } },
      ['/label equipment.label_malformed'],
    ],
    ['an interval of a minute', { ...temperature, expectedSeconds: 60 }, []],
    ...[0, -60, 1.5, 604_801].map(
      (expectedSeconds) =>
        [
          `an interval of ${expectedSeconds} s`,
          { ...temperature, expectedSeconds },
          ['/expectedSeconds equipment.interval_out_of_range'],
        ] as [string, SignalFields, string[]],
    ),
    [
      'an interval for events',
      { ...temperature, warnHigh: null, tripHigh: null, unit: '', kind: 'event', expectedSeconds: 60 },
      ['/expectedSeconds equipment.interval_not_of_event'],
    ],
    ['ten decimals', { ...temperature, decimals: 10 }, ['/decimals equipment.decimals_out_of_range']],
  ])('%s', (_what, signal, expected) => {
    expect(told(signal)).toEqual(expected);
  });

  it('proposes the unit that was probably meant', () => {
    expect(findSignalFaults({ ...temperature, unit: 'C' })[0]!.params).toEqual({
      value: 'C',
      proposal: 'Cel',
    });
  });

  it('accepts limits only in strictly ascending order', () => {
    const limit = fc.option(fc.integer({ min: -50, max: 50 }).map(String));
    fc.assert(
      fc.property(limit, limit, limit, limit, (tripLow, warnLow, warnHigh, tripHigh) => {
        const given = [tripLow, warnLow, warnHigh, tripHigh].filter((value) => value !== null).map(Number);
        const rising = given.every((value, index) => index === 0 || value > given[index - 1]!);
        expect(told({ ...temperature, tripLow, warnLow, warnHigh, tripHigh }).length === 0).toBe(rising);
      }),
    );
  });
});

describe('findLockedChanges', () => {
  it.each<[string, Parameters<typeof findLockedChanges>[1], boolean, string[]]>([
    ['any field while there is no data', { unit: 'K', kind: 'counter' }, false, []],
    ['a field to the same value', { unit: 'Cel', kind: 'gauge' }, true, []],
    ['no field', {}, true, []],
    ['the unit', { unit: 'K' }, true, ['/unit']],
    ['unit and kind', { unit: 'K', kind: 'counter' }, true, ['/unit', '/kind']],
  ])('changing %s', (_what, wanted, hasData, pointers) => {
    expect(findLockedChanges(temperature, wanted, hasData).map((fault) => fault.pointer)).toEqual(pointers);
  });
});
