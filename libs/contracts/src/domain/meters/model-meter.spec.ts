import {
  changeModelMeter,
  differsFromDefinition,
  completeModelMeter,
  findModelMeterFaults,
  type NewModelMeter,
  combinedFactor,
} from './model-meter.js';

const SIGNALS = [
  { key: 'air_m3_total', kind: 'counter', unit: 'm3', modulus: '10000000' },
  { key: 'power_kw', kind: 'gauge', unit: 'kW', modulus: null },
];
const OPERATING = { celsius: '20', mbar: '1000' };
const NORMAL = { celsius: '0', mbar: '1013.25' };

const AIR: NewModelMeter = { name: ' Air ', signalKey: 'air_m3_total' };
const faultsOf = (more: Partial<NewModelMeter>) =>
  findModelMeterFaults(completeModelMeter({ ...AIR, ...more }, SIGNALS), SIGNALS).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe("a model's meter", () => {
  it('is completed like a contract’s meter, without the fields that depend on the machine', () => {
    expect(completeModelMeter(AIR, SIGNALS)).toEqual({
      name: 'Air',
      signalKey: 'air_m3_total',
      method: 'counter',
      matches: [],
      intervalMinutes: null,
      factor: null,
      reference: null,
      deducts: false,
      unit: 'm3',
      maxRatePerHour: null,
      maxGapMinutes: 1440,
    });
    expect(completeModelMeter({ ...AIR, signalKey: 'power_kw', method: 'integral' }, SIGNALS)).toMatchObject({
      unit: 'kW.h',
      maxGapMinutes: 60,
    });
  });

  it.each([
    [{ factor: null, reference: null }, null],
    [{ factor: '0.1', reference: null }, '0.1'],
    [{ factor: null, reference: { from: OPERATING, to: NORMAL } }, '0.91959'],
    [{ factor: '0.1', reference: { from: OPERATING, to: NORMAL } }, '0.091959'],
    [{ factor: '0.000000000001', reference: { from: NORMAL, to: OPERATING } }, '0.000000000001'],
  ])('%j makes the factor %s', (fields, factor) => expect(combinedFactor(fields)).toBe(factor));

  it.each<[Partial<NewModelMeter>, string[]]>([
    [{}, []],
    [{ reference: { from: OPERATING, to: NORMAL } }, []],
    [{ factor: '2', unit: 'kg' }, []],
    [{ name: '  ' }, ['/name contracts.value_missing']],
    [{ signalKey: 'nothing' }, ['/signalKey contracts.signal_unknown']],
    [{ method: 'integral' }, ['/signalKey contracts.signal_not_for_method']],
    [{ unit: 'kg' }, ['/unit contracts.unit_differs']],
    [{ factor: '-1' }, ['/factor contracts.factor_not_positive']],
    [
      { reference: { from: { celsius: '-300', mbar: '1000' }, to: { celsius: '0', mbar: 'much' } } },
      ['/reference/from contracts.gas_state_impossible', '/reference/to contracts.gas_state_impossible'],
    ],
    [
      { factor: 'much', reference: { from: OPERATING, to: NORMAL } },
      ['/factor contracts.factor_not_positive'],
    ],
    [{ maxRatePerHour: '0' }, ['/maxRatePerHour contracts.max_rate_not_positive']],
    [{ maxGapMinutes: 0 }, ['/maxGapMinutes contracts.max_gap_out_of_range']],
  ])('%j has the errors %j', (more, faults) => expect(faultsOf(more)).toEqual(faults));

  it('has the unit of its readings again once they are no longer converted', () => {
    const converted = completeModelMeter({ ...AIR, factor: '1.2', unit: 'kg' }, SIGNALS);
    expect(changeModelMeter(converted, { maxGapMinutes: 30 }, SIGNALS)).toMatchObject({
      unit: 'kg',
      maxGapMinutes: 30,
    });
    expect(changeModelMeter(converted, { factor: null }, SIGNALS)).toMatchObject({
      factor: null,
      unit: 'm3',
    });
  });
});

describe('a contract’s meter and its model’s definition', () => {
  const definition = completeModelMeter(
    { ...AIR, factor: '0.10', maxRatePerHour: '900.0', matches: ['b', 'a'] },
    SIGNALS,
  );
  const { name: _name, reference: _reference, ...read } = definition;
  const meter = { ...read, id: 'm', deviceId: 'd', modulus: null, factor: '0.1', maxRatePerHour: '900' };

  it('are equivalent, regardless of how decimals are written', () => {
    expect(differsFromDefinition(meter, definition)).toBe(false);
    expect(differsFromDefinition({ ...meter, factor: null }, { ...definition, factor: null })).toBe(false);
  });

  it.each([
    { factor: null },
    { factor: '0.2' },
    { maxRatePerHour: null },
    { maxGapMinutes: 5 },
    { unit: 'kg' },
  ])('differ by %j', (change) =>
    expect(differsFromDefinition({ ...meter, ...change }, definition)).toBe(true),
  );
});
