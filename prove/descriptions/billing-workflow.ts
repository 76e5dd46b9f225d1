import { randomUUID } from 'node:crypto';
import { type ContractMonth, contractMonth } from '#metering';
import { Exact } from '#platform';
import { publish } from '../support/counting-machine.js';
import type { Person } from '../../measure/support/maker.js';
import { PUMP_COUNTER, type PumpWorld } from '../support/pump-world.js';
import type { Description } from './describe.js';

/** Month of the billing run. The first month of each contract ends in it. */
export const RUN_MONTH = '2026-10';
const ZONE = 'Europe/Warsaw';
const READINGS = 8;

const isPricedByMoney = ({ model }: Description['charges'][number]): boolean =>
  ['percentage', 'graduated_percentage', 'cost_plus'].includes(model);

/** Creates a contract from a description, with machines that report their usage over MQTT. */
export async function createContract(
  person: Person,
  mqttUrl: string,
  world: PumpWorld,
  description: Description,
): Promise<string> {
  const { number, currency, byYear, charges, used, months, feeDue } = description;
  const month = contractMonth(months.startsOn.slice(0, 7), { zone: ZONE, ...months });
  const machines = [];
  for (const [index, quantity] of used.entries()) {
    const machine = await world.addMachine(`${number}-M${index + 1}`);
    if (quantity !== null) await publish(mqttUrl, machine, [toReadings(quantity, index, month)]);
    machines.push({ ...machine, meterId: randomUUID() });
  }
  const meterIds = machines.map(({ meterId }) => meterId);
  const { id } = await person.post<{ id: string }>('/contracts', {
    ...world.parties,
    number,
    currency,
    zone: ZONE,
    ...months,
    state: 'active',
    machines: machines.map((machine) => ({ machineId: machine.id, from: months.startsOn })),
    meters: machines.map(({ meterId, deviceId }) => ({
      id: meterId,
      deviceId,
      signalKey: PUMP_COUNTER,
      // The base of a percentage is an amount of money.
      ...(charges.some(isPricedByMoney) && { factor: '1', unit: currency }),
    })),
    charges: charges.map(({ key, ...pricing }) => ({
      key,
      clause: '1',
      pricing,
      ...(pricing.model === 'flat' ? { due: feeDue } : { meterIds, countsBy: byYear ? 'year' : 'month' }),
    })),
  });
  return id;
}

/**
 * Returns a counter's readings from any start value, with the increase of the month, at the bounds of the month and
 * between them.
 */
function toReadings(quantity: string, index: number, { from, to }: ContractMonth): object[] {
  const startValue = new Exact(1000).times(index + 1).plus('0.125');
  return Array.from({ length: READINGS + 1 }, (_, step) => {
    const at = from + Math.round(((to - from) * step) / READINGS);
    const share = new Exact(quantity).times(step).div(READINGS).toDecimalPlaces(3, Exact.ROUND_DOWN);
    return {
      ts: new Date(at).toISOString(),
      seq: step + 1,
      c: { [PUMP_COUNTER]: Number(startValue.plus(share).toFixed()) },
    };
  });
}
