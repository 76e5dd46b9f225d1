import { type ContractView, firstMomentOf, type MachineTime } from '#contracts/domain';
import type { ContractMonth } from '#metering/domain';
import { billedMonth } from '../terms/billed-month.js';
import { earlierDay, laterDay } from '../terms/charge-segments.js';
import type { MachineToBill } from '../terms/machine-to-bill.js';
import { type GuaranteeDays, guaranteesOf } from './guarantee-days.js';

/**
 * Returns the times in which a contract's availability guarantees apply to machines in a month, in ms since 1970 UTC.
 * Identical times of several guarantees appear once. Empty for a draft.
 * @param key only the guarantee with this key; all guarantees if omitted
 */
export function guaranteeTimesIn(contract: ContractView, month: ContractMonth, key?: string): MachineTime[] {
  const billed = contract.state === 'draft' ? null : billedMonth(month, contract);
  if (!billed) return [];
  const { versions, pausedDays, machines, zone } = contract;
  const guarantees = guaranteesOf(versions, { from: billed.from.date, to: billed.to.date }, pausedDays);
  const times = guarantees
    .flatMap(({ days }) => days)
    .filter(({ term }) => term.type === 'availability' && (key === undefined || term.key === key))
    .flatMap((days) => guaranteeTimes([days], machines, zone));
  return times.filter(
    (time, index) =>
      times.findIndex(
        ({ machineId, from, to }) => machineId === time.machineId && from === time.from && to === time.to,
      ) === index,
  );
}

/** Returns the times that a guarantee covers: its days on which the machines are under the contract. */
export function guaranteeTimes(
  days: readonly GuaranteeDays[],
  machines: readonly Omit<MachineToBill, 'serial'>[],
  zone: string,
): MachineTime[] {
  return days.flatMap(({ from, to, term }) => {
    const named = term.type === 'availability' ? term.machineIds : [];
    return machines
      .filter(({ machineId }) => named.length === 0 || named.includes(machineId))
      .flatMap(({ machineId, ...stay }) => {
        const first = laterDay(stay.from, from);
        const end = earlierDay(stay.to, to);
        return first < end
          ? [{ machineId, from: firstMomentOf(first, zone).at, to: firstMomentOf(end, zone).at }]
          : [];
      });
  });
}
