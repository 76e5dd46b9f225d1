import type { ContractView, MachineTime } from '#contracts/domain';
import type { ContractMonth } from '#metering/domain';
import { judgedTimes } from '../draft/availability-facts.js';
import { billedMonth } from '../draft/billed-month.js';
import { promisesOf } from '../draft/promised-days.js';

/**
 * Times in which a contract's availability guarantees judge machines in a month, in ms since 1970 UTC. A time that several
 * guarantees judge appears once.
 * @param key only of the guarantee with this key; of all guarantees if omitted
 */
export function judgedTimesIn(contract: ContractView, month: ContractMonth, key?: string): MachineTime[] {
  const billed = contract.state === 'draft' ? null : billedMonth(month, contract);
  if (!billed) return [];
  const { versions, pausedDays, machines, zone } = contract;
  const promised = promisesOf(versions, { from: billed.from.date, to: billed.to.date }, pausedDays);
  const times = promised
    .flatMap(({ days }) => days)
    .filter(({ term }) => term.type === 'availability' && (key === undefined || term.key === key))
    .flatMap((days) => judgedTimes([days], machines, zone));
  return times.filter(
    (time, index) =>
      times.findIndex(
        ({ machineId, from, to }) => machineId === time.machineId && from === time.from && to === time.to,
      ) === index,
  );
}
