import { type ContractView, countDays, type MeterFields, plusDays } from '#contracts/domain';
import { type DraftLine, serializeLineKey } from '#invoicing/domain';
import { addMonths } from '#metering/domain';
import { Exact, groupBy, sumOf } from '#platform/domain';
import type { UsageOfMonth } from '../usage/usage-of-month.js';

/** Basis of a month's calculation: all of its usage, the usage known until now, or assumed usage. */
export type MonthBasis = 'whole' | 'so_far' | 'assumed';

/** Maximum number of months before the later of the effective and the current month. */
const MONTHS_BACK = 12;
const MONTHS_AHEAD = 2;

/**
 * Returns the months that an amendment preview covers: from the earlier of the effective month and the current month
 * until two months after the later of the two. Of these months, at most the last 15 are returned.
 * @param effective the billing month in which the amendment takes effect, `YYYY-MM`
 * @param running the current billing month, `YYYY-MM`
 */
export function monthsToPreview(effective: string, running: string): string[] {
  const [earlier, later] = effective < running ? [effective, running] : [running, effective];
  const limit = addMonths(later, -MONTHS_BACK);
  const last = addMonths(later, MONTHS_AHEAD);
  const months: string[] = [];
  for (let month = earlier < limit ? limit : earlier; month <= last; month = addMonths(month, 1))
    months.push(month);
  return months;
}

/** A line before and after a change; null on a side without the line. */
export interface LineBeforeAndAfter {
  readonly before: DraftLine | null;
  readonly after: DraftLine | null;
}

/**
 * Pairs lines with the same line key. If a change takes effect on the first day of a month, the part that starts on
 * that day is paired with the line of the whole month, provided that each side has only one such unpaired line.
 */
export function pairLines(before: readonly DraftLine[], after: readonly DraftLine[]): LineBeforeAndAfter[] {
  const left = new Map(before.map((line) => [keyOf(line), line]));
  const exact = after.map((line) => {
    const same = left.get(keyOf(line)) ?? null;
    left.delete(keyOf(line));
    return { before: same, after: line };
  });
  const unpairedBefore = groupBy(left.values(), wholeKeyOf);
  const unpairedAfter = groupBy(
    exact.filter((pair) => pair.before === null).map((pair) => pair.after),
    wholeKeyOf,
  );
  const pairs = exact.map((pair): LineBeforeAndAfter => {
    if (pair.before !== null) return pair;
    const key = wholeKeyOf(pair.after);
    const [same, ...others] = unpairedBefore.get(key) ?? [];
    if (same === undefined || others.length > 0 || unpairedAfter.get(key)!.length > 1) return pair;
    left.delete(keyOf(same));
    return { before: same, after: pair.after };
  });
  return [...pairs, ...[...left.values()].map((line) => ({ before: line, after: null }))];
}

const keyOf = ({ place, kitDeliveryId }: DraftLine): string =>
  place ? serializeLineKey(place) : `kit ${kitDeliveryId}`;

/** Returns a key that is the same for all parts of a month, regardless of their first day. */
const wholeKeyOf = (line: DraftLine): string =>
  line.place ? serializeLineKey({ ...line.place, partFrom: null }) : keyOf(line);

/** Average daily usage of each meter, by meter id. The usage of a meter that is not listed is unknown. */
export type DailyUse = ReadonlyMap<string, Exact>;

/** Calculates each meter's average daily usage in a month that is over. */
export function dailyUse(contract: ContractView, usages: readonly UsageOfMonth[]): DailyUse {
  return new Map(
    usages.flatMap(({ meter, usage: { quantity, days } }) => {
      const counted = days.filter(({ day }) => isDeviceCounted(contract, meter.deviceId, day)).length;
      return quantity === null || counted === 0 ? [] : [[meter.id, new Exact(quantity).div(counted)]];
    }),
  );
}

/**
 * Estimates the usage of an unknown month: each meter continues with its daily average on the days on which its machine
 * is in the contract. A new meter gets the average of the other meters of its kind.
 * @param from the first billed day
 * @param to the day after the last billed day
 */
export function assumeUsages(
  contract: ContractView,
  daily: DailyUse,
  { from, to }: { readonly from: string; readonly to: string },
): UsageOfMonth[] {
  const days = Array.from({ length: countDays(from, to) }, (_, index) => plusDays(from, index));
  return contract.meters.map((meter) => {
    const ofDay = (daily.get(meter.id) ?? meanOfKind(contract, daily, meter)).toDecimalPlaces(6);
    const used = days
      .filter((day) => isDeviceCounted(contract, meter.deviceId, day))
      .map((day) => ({
        day,
        quantity: ofDay.toFixed(),
        heldQuantity: '0',
      }));
    return {
      meter,
      usagePeriodId: null,
      usage: {
        state: 'measured',
        quantity: ofDay.times(used.length).toFixed(),
        heldQuantity: '0',
        estimatedQuantity: '0',
        reasons: [],
        days: used,
        hash: '',
      },
    };
  });
}

function meanOfKind({ meters }: ContractView, daily: DailyUse, reference: MeterFields): Exact {
  const known = meters.flatMap((meter) => (isOfKind(meter, reference) ? (daily.get(meter.id) ?? []) : []));
  if (known.length === 0) return new Exact(0);
  return sumOf(known).div(known.length);
}

const isOfKind = (one: MeterFields, reference: MeterFields): boolean =>
  one.signalKey === reference.signalKey && one.method === reference.method;

function isDeviceCounted({ machines, devices }: ContractView, deviceId: string, day: string): boolean {
  const machineId = devices.get(deviceId)?.machineId ?? null;
  return (
    machineId === null ||
    machines.some(
      (stay) => stay.machineId === machineId && stay.from <= day && (stay.to === null || day < stay.to),
    )
  );
}
