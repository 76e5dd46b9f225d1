import fc from 'fast-check';
import {
  findSpecificPowerSignals,
  type MeasuredSignal,
  specificPower,
  toDecimal,
  toQuantity,
} from './specific-power.js';

const HOUR = 3_600_000;
const signal = (key: string, unit: string, kind = 'counter'): MeasuredSignal => ({ key, unit, kind });
const ENERGY = signal('energy_kwh_total', 'kW.h');
const AIR = signal('air_m3_total', 'm3');
const POWER = signal('power_kw', 'kW', 'gauge');
const FLOW = signal('flow_m3_min', 'm3/min', 'gauge');

describe('findSpecificPowerSignals', () => {
  it.each<[string, MeasuredSignal[], string | undefined]>([
    ['counters before gauges', [POWER, FLOW, AIR, ENERGY], 'energy_kwh_total / air_m3_total'],
    ['power and flow', [POWER, FLOW], 'power_kw / flow_m3_min'],
    ['energy and flow', [ENERGY, FLOW], 'energy_kwh_total / flow_m3_min'],
    ['the only signal of a unit', [signal('e1', 'MW.h'), signal('v1', 'L')], 'e1 / v1'],
    ['the usual key of several', [signal('e1', 'kW.h'), ENERGY, AIR], 'energy_kwh_total / air_m3_total'],
    ['nothing if it is unclear which is meant', [signal('e1', 'kW.h'), signal('e2', 'kW.h'), AIR], undefined],
    ['nothing without energy', [AIR, FLOW], undefined],
    ['nothing without volume', [ENERGY, POWER], undefined],
    ['no thermal energy', [signal('cooling_kwh_total', 'kW.h'), AIR], undefined],
    ['no fuel as volume', [ENERGY, signal('fuel_l_total', 'L')], undefined],
    ['no gauge of a counter’s unit', [signal('level', 'm3', 'gauge'), ENERGY], undefined],
    ['nothing of no signals', [], undefined],
  ])('selects %s', (_what, signals, expected) => {
    const found = findSpecificPowerSignals(signals);
    expect(found && `${found.energy.key} / ${found.volume.key}`).toBe(expected);
  });
});

describe('toQuantity', () => {
  it.each<[string, MeasuredSignal, string, number, string]>([
    ['kWh', ENERGY, '120.5', 1, '120.5'],
    ['MWh in kWh', signal('e', 'MW.h'), '1.2345', 1, '1234.5'],
    ['Wh in kWh', signal('e', 'W.h'), '1', 1, '0.001'],
    ['litres in m³', signal('v', 'L'), '1500', 1, '1.5'],
    ['kW over two hours in kWh', POWER, '55.25', 2, '110.5'],
    ['m³/min over half an hour in m³', FLOW, '10.1', 0.5, '303'],
    ['m³/h over a day in m³', signal('f', 'm3/h', 'gauge'), '7', 24, '168'],
  ])('returns %s', (_what, of, value, hours, expected) => {
    expect(toQuantity({ signal: of, value }, hours * HOUR)).toBe(expected);
  });
});

describe('specificPower', () => {
  it.each<[string, string, string, string | null]>([
    ['a quotient', '100', '800', '0.125'],
    ['a quotient rounded half up', '1', '3', '0.33333'],
    ['a rounded tie', '0.000005', '1', '0.00001'],
    ['large counters exactly', '123456789.123', '987654321.987', '0.125'],
    ['zero energy', '0', '10', '0'],
    ['nothing without volume', '100', '0', null],
    ['nothing for a negative quantity', '-1', '10', null],
  ])('returns %s', (_what, energy, volume, expected) => {
    expect(specificPower(energy, volume)).toBe(expected);
  });

  it('is within half a unit of the last decimal of the exact quotient', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, (energy, volume) => {
        const found = Number(specificPower(String(energy), String(volume)));
        expect(Math.abs(found - energy / volume)).toBeLessThanOrEqual(0.000005 + 1e-9);
      }),
    );
  });
});

describe('toDecimal', () => {
  it.each([
    [123.25, '123.25'],
    [0.1, '0.1'],
    [1e-7, '0.000000100000'],
    [0, '0'],
  ])('writes %d as a plain decimal', (value, expected) => {
    expect(toDecimal(value)).toBe(expected);
  });
});
