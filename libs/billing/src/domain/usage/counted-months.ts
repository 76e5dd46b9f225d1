import {
  type ChargeEra,
  type ChargeSegment,
  type Days,
  earlierDay,
  joinSameTerms,
  laterDay,
  type MachineToBill,
  withoutUnbilledDays,
} from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import { daysOfBalanceChanges } from '../prepaid/prepaid-balances.js';
import { asCounted, clipMonth, type MeteredMonth } from './metered-month.js';

/**
 * Returns the usage of a rated period by month. Months are split where prices change and where prepaid credits become
 * usable or expire, so that each piece has one price. A meter counts on the days on which its charge includes the
 * meter. A month is not split when a meter joins or leaves with its machine. Usage on paused days without usage billing
 * is excluded.
 */
export function countedOf(
  era: ChargeEra,
  counter: Days,
  { metered, machines, prepaid, paused }: Pick<DraftInput, 'metered' | 'machines' | 'prepaid' | 'paused'>,
): MeteredMonth[] {
  const cuts = daysOfBalanceChanges(prepaid.filter(({ chargeKey }) => chargeKey === era[0]!.charge.key));
  const priced = joinSameTerms(era);
  return withoutAbsentMachines(metered, era, machines).flatMap((month) =>
    priced.flatMap((segment) => {
      const within = daysOf(segment, counter);
      const naming = era
        .filter(({ charge }) => charge.meterIds.includes(month.meterId))
        .flatMap((one) => clipDays(daysOf(one, counter), within));
      return joinDays(naming, month.machineId, within, machines)
        .flatMap((days) => withoutUnbilledDays(days, paused))
        .flatMap(({ from, to }) => cutMonth(month, from, to, cuts));
    }),
  );
}

/**
 * Removes meters of machines that are not under the contract on any day of a month, so that the month doesn't wait for
 * their data. If this would remove all meters, they are kept, because the line shows which data is missing.
 */
function withoutAbsentMachines(
  metered: readonly MeteredMonth[],
  era: ChargeEra,
  machines: readonly MachineToBill[],
): readonly MeteredMonth[] {
  const isNamed = ({ meterId }: MeteredMonth): boolean =>
    era.some(({ charge }) => charge.meterIds.includes(meterId));
  const isAbsentMonth = (month: MeteredMonth): boolean =>
    month.quantity === null &&
    month.holds === 0 &&
    month.machineId !== null &&
    machines.some(({ machineId }) => machineId === month.machineId) &&
    isAbsent(staysOf(month.machineId, machines), month);
  const present = metered.filter((month) => !isAbsentMonth(month));
  return present.some(isNamed) ? present : metered;
}

function staysOf(machineId: string, machines: readonly MachineToBill[]): MachineToBill[] {
  return machines.filter((stay) => stay.machineId === machineId);
}

function isAbsent(stays: readonly MachineToBill[], { from, to }: Days): boolean {
  return stays.every((stay) => stay.from >= to || (stay.to !== null && stay.to <= from));
}

/** Splits a month. @param cuts days on which a new piece begins */
function cutMonth(month: MeteredMonth, from: string, to: string, cuts: readonly string[]): MeteredMonth[] {
  const inside = cuts.filter((day) => day > laterDay(from, month.from) && day < earlierDay(to, month.to));
  const bounds = [from, ...inside, to];
  return bounds.slice(1).flatMap((end, index) => {
    const clipped = clipMonth(month, bounds[index]!, end);
    return clipped ? [asCounted(clipped)] : [];
  });
}

function daysOf({ from, to }: ChargeSegment, counter: Days): Days {
  return { from: laterDay(from, counter.from), to: earlierDay(to, counter.to) };
}

function clipDays(days: Days, within: Days): Days[] {
  const from = laterDay(days.from, within.from);
  const to = earlierDay(days.to, within.to);
  return from < to ? [{ from, to }] : [];
}

/**
 * Joins adjacent days, and extends them to the bounds of `within` over days on which the meter's machine is not under
 * the contract.
 */
function joinDays(
  days: readonly Days[],
  machineId: string | null,
  within: Days,
  machines: readonly MachineToBill[],
): Days[] {
  const joined: Days[] = [];
  for (const one of days) {
    const last = joined.at(-1);
    if (last?.to === one.from) joined[joined.length - 1] = { from: last.from, to: one.to };
    else joined.push(one);
  }
  if (machineId === null) return joined;
  const stays = staysOf(machineId, machines);
  return joined.map(({ from, to }) => ({
    from: isAbsent(stays, { from: within.from, to: from }) ? within.from : from,
    to: isAbsent(stays, { from: to, to: within.to }) ? within.to : to,
  }));
}
