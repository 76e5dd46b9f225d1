import type { Device, MachineRow } from '../../../api/types.js';
import { newCharge, type ChargeValues } from '../../charges/form/charge-values.js';
import { newMeter, type MeterValues } from '../../charges/meters/meter-values.js';
import { findStationsCountedTwice } from './counted-twice.js';

const HALL = { id: 's-1', name: 'Hall' };
const device = (id: string, machineId: string | null, site: object | null) =>
  ({ id, code: id.toUpperCase(), machine: machineId && { id: machineId }, site }) as unknown as Device;
const DEVICES = [device('fm', null, HALL), device('c-1', 'm-1', null), device('c-2', 'm-2', null)];
const machine = (id: string, site: object) =>
  ({ id, serial: id.toUpperCase(), site }) as unknown as MachineRow;
const MACHINES = [machine('m-1', HALL), machine('m-2', { id: 's-2', name: 'Yard' })];

const meter = (deviceId: string, more: Partial<MeterValues> = {}): MeterValues => ({
  ...newMeter(),
  ...{ id: `meter of ${deviceId}`, deviceId, signalKey: 'air_m3_total', ...more },
});
const charge = (
  deviceIds: readonly string[],
  pricing: Partial<ChargeValues['pricing']> = {},
): ChargeValues => {
  const made = newCharge(
    'unit',
    deviceIds.map((id) => `meter of ${id}`),
  );
  return { ...made, pricing: { ...made.pricing, unitPrice: '1', ...pricing } };
};
const found = (charges: readonly ChargeValues[], meters: readonly MeterValues[]) =>
  findStationsCountedTwice({ charges, meters }, DEVICES, MACHINES);
const AIR = [meter('fm'), meter('c-1')];

describe('meters of a station and of its machines', () => {
  it('are reported within one charge and across two charges of the same kind', () => {
    const expected = [{ device: 'FM', site: 'Hall', signalKey: 'air_m3_total', serials: ['M-1'] }];
    expect(found([charge(['fm', 'c-1'])], AIR)).toEqual(expected);
    expect(found([charge(['fm']), charge(['c-1'])], AIR)).toEqual(expected);
  });

  it.each<[string, readonly ChargeValues[], readonly MeterValues[]]>([
    ['machines of another site', [charge(['fm', 'c-2'])], [meter('fm'), meter('c-2')]],
    [
      'another signal',
      [charge(['fm', 'c-1'])],
      [meter('fm'), meter('c-1', { signalKey: 'energy_kwh_total' })],
    ],
    ['meters that are subtracted', [charge(['fm', 'c-1'])], [meter('fm'), meter('c-1', { deducts: true })]],
    ['a separate minimum', [charge(['fm']), charge(['c-1'], { unitPrice: '0', minAmount: '9' })], AIR],
    ['a meter without a charge', [charge(['fm'])], AIR],
  ])('are accepted beside %s', (_, charges, meters) => expect(found(charges, meters)).toEqual([]));
});
