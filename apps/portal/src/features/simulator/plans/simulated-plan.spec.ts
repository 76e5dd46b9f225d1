import type { Contract } from '../../../api/types.js';
import { newCharge } from '../../charges/form/charge-values.js';
import { measureCounter, type Measurement, encodeMeasurements } from '../past-usage/measurement.js';
import {
  type SimulatedMeter,
  toShownCharge,
  toSimulatedPlan,
  remapMeters,
  removeUnknownMeters,
} from './simulated-plan.js';

const HOURS = measureCounter('run_hours');
const ENERGY: Measurement = { ...measureCounter('power_kw'), method: 'integral' };
const on = (deviceId: string, measured: Measurement): SimulatedMeter => ({
  ...measured,
  ...{ id: `${deviceId} ${measured.signalKey}`, quantity: encodeMeasurements([measured]), deviceId },
});
const METERS = [on('a', HOURS), on('b', HOURS), on('a', ENERGY), on('b', ENERGY)];
const plan = (...meterIds: string[]) => ({
  id: 'p',
  name: 'P',
  charges: [{ ...newCharge('unit', meterIds), row: 'c' }],
});
const sent = (...meterIds: string[]) => toSimulatedPlan(plan(...meterIds), METERS).charges[0]?.meterIds;

describe('quantities of a charge', () => {
  it.each<[string, string[], string[]]>([
    ['no quantity selected', [], []],
    ['a quantity of all machines', ['integral:power_kw'], ['a power_kw', 'b power_kw']],
    ['a meter that is not displayed', ['integral:power_kw', 'me-1'], []],
  ])('are sent: %s', (_, meterIds, expected) => expect(sent(...meterIds)).toEqual(expected));

  it('are shown, or everything if the charge has none of the displayed meters', () => {
    const shown = (...meterIds: string[]) => toShownCharge(plan(...meterIds).charges[0]!, METERS).meterIds;
    expect(shown('counter:run_hours')).toEqual(['a run_hours', 'b run_hours']);
    expect(shown('me-1')).toHaveLength(4);
  });

  it('are matched to other meters with the same measurement', () => {
    const meter = (id: string, measured: Measurement) =>
      ({ ...measured, id, unit: '1', maxGapMinutes: 60, maxRatePerHour: '9' }) as Contract['meters'][number];
    const contract = {
      meters: [
        meter('me-1', ENERGY),
        meter('me-2', ENERGY),
        meter('me-3', { ...ENERGY, factor: '0.001' }),
        meter('me-4', HOURS),
      ],
    };
    const counted = (...meterIds: string[]) =>
      removeUnknownMeters(remapMeters(plan(...meterIds), contract, METERS), METERS).charges[0]!.meterIds;
    expect(counted('me-1', 'me-2')).toEqual(['integral:power_kw']);
    expect(counted('me-4', 'me-3')).toEqual(['counter:run_hours']);
    expect(counted('another')).toEqual([]);
  });
});
