import type { ContractView, MeterFields, UsageMethod } from '#contracts/domain';
import type { CountedFact } from '#invoicing/domain';
import type { UsageState } from '#metering/domain';
import { Exact, groupBy, sumOf } from '#platform/domain';
import type { Gap } from './gaps.js';

/** The known usage of a meter in a month or a part of it. Decimals are strings; days are half-open. */
export interface MeteredMonth {
  readonly meterId: string;
  readonly device: string;
  readonly signalKey: string;
  /** Absent for a counter. */
  readonly method?: UsageMethod;
  readonly unit: string;
  /** Factor from readings to the quantity's unit; absent if it is one. */
  readonly factor?: string;
  /** True if the meter is subtracted from the other meters of its machine; absent otherwise. */
  readonly deducts?: true;
  /** Null for a site meter. */
  readonly machineId: string | null;
  readonly serial: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: UsageState;
  /** Null unless the state is `measured`. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  /** Estimated part of the quantity; null if its share on these days is unknown. Absent if no part is estimated. */
  readonly estimatedQuantity?: string | null;
  /** Gaps in which usage is unknown; absent if there are none, null if not all of them are listed. */
  readonly gaps?: readonly Gap[] | null;
  /** Number of reasons for a hold. If a counter dropped, the quantity on hold is unknown. */
  readonly holds: number;
  /**
   * Daily usage of a month that must be split, for example at the end of a contract year. Can be empty for other
   * months.
   */
  readonly days: readonly {
    readonly day: string;
    readonly quantity: string;
    readonly heldQuantity: string;
  }[];
  readonly usagePeriodId: string | null;
  /** True if the usage was counted elsewhere before the contract was migrated, without readings in the product. */
  readonly isOpening?: true;
  /** Hash of the evidence. */
  readonly hash: string | null;
}

/** Returns the usage on the days [from, to); null if the month has none of these days. */
export function clipMonth(month: MeteredMonth, from: string, to: string): MeteredMonth | null {
  const clipped = { from: from > month.from ? from : month.from, to: to < month.to ? to : month.to };
  if (clipped.from >= clipped.to) return null;
  if (clipped.from === month.from && clipped.to === month.to) return month;
  // Without daily usage, the whole quantity is attributed to the last day.
  if (month.isOpening && clipped.to < month.to) return null;
  if (month.days.length === 0 && clipped.to === month.to) return { ...month, ...clipped };
  const days = month.days.filter(({ day }) => day >= clipped.from && day < clipped.to);
  const sum = (field: 'quantity' | 'heldQuantity'): string => sumOf(days, (day) => day[field]).toFixed();
  return {
    ...month,
    ...clipped,
    days,
    quantity: month.quantity === null ? null : sum('quantity'),
    heldQuantity: sum('heldQuantity'),
    // Daily usage doesn't contain the estimated part.
    ...(month.estimatedQuantity !== undefined && { estimatedQuantity: null }),
  };
}

/** Returns the meter's details for a line. */
export function meterFacts(
  { devices, serials }: Pick<ContractView, 'devices' | 'serials'>,
  { id, deviceId, signalKey, method, unit, factor, deducts }: MeterFields,
): Pick<
  MeteredMonth,
  'meterId' | 'device' | 'signalKey' | 'method' | 'unit' | 'factor' | 'deducts' | 'machineId' | 'serial'
> {
  const device = devices.get(deviceId);
  const machineId = device?.machineId ?? null;
  return {
    meterId: id,
    device: device?.code ?? '',
    signalKey,
    ...(method !== 'counter' && { method }),
    unit,
    ...(factor !== null && { factor }),
    ...(deducts && { deducts: true }),
    machineId,
    serial: machineId === null ? null : (serials.get(machineId) ?? null),
  };
}

type CountedQuantities = Pick<MeteredMonth, 'deducts' | 'quantity' | 'heldQuantity' | 'days'>;

/**
 * Returns a month with the sign with which it counts for its charge: a subtracted meter counts negatively. Its quantity
 * on hold is subtracted too, so that pieces that may be scrap are not billed as good pieces before the decision.
 */
export function asCounted<Month extends CountedQuantities>(month: Month): Month {
  if (!month.deducts) return month;
  const negatedTotal = (quantity: string, held: string): string =>
    new Exact(quantity).plus(held).neg().toFixed();
  return {
    ...month,
    quantity: month.quantity === null ? null : negatedTotal(month.quantity, month.heldQuantity),
    days: month.days.map((day) => ({ ...day, quantity: negatedTotal(day.quantity, day.heldQuantity) })),
  };
}

export function countedFact(month: MeteredMonth): CountedFact {
  const { device, signalKey, serial, unit, factor, from, to, quantity, heldQuantity } = month;
  const { isOpening, deducts } = month;
  return {
    device,
    signalKey,
    serial,
    unit,
    ...(factor !== undefined && { factor }),
    from,
    to,
    quantity,
    heldQuantity,
    ...(deducts && { deducts }),
    ...(isOpening && { isOpening }),
  };
}

/** Sums the known quantities; null if there are none. */
export function sumKnown(months: readonly MeteredMonth[]): string | null {
  const known = months.filter(({ quantity }) => quantity !== null);
  if (known.length === 0) return null;
  return sumOf(quantitiesByMachine(known), ({ quantity }) => quantity!).toFixed();
}

/** A machine's usage, or the usage of a site, in a part of a rated period. */
export interface MachineQuantity {
  readonly part: string;
  readonly machine: string | null;
  /** Null while any meter of the machine is on hold. */
  readonly quantity: Exact | null;
}

/**
 * Returns the rated quantity of each machine or site. If the subtracted quantity exceeds the counted quantity, the
 * result is zero.
 */
export function quantitiesByMachine(months: readonly MeteredMonth[]): MachineQuantity[] {
  const groups = groupBy(months, ({ from, machineId, device }) =>
    JSON.stringify([from, machineId ?? soleDevice(months, device)]),
  );
  return [...groups].map(([place, group]) => {
    const [part, machine] = JSON.parse(place) as [string, string | null];
    if (group.some(({ quantity }) => quantity === null)) return { part, machine, quantity: null };
    const sum = sumOf(group, ({ quantity }) => quantity!);
    return { part, machine, quantity: group.some(({ deducts }) => deducts) ? Exact.max(sum, 0) : sum };
  });
}

/**
 * Returns a key for the device of a site meter, because site meters have no machine. Null if there is only one device,
 * or if one meter is subtracted from the others.
 */
function soleDevice(months: readonly MeteredMonth[], device: string): string | null {
  const ofSite = months.filter(({ machineId }) => machineId === null);
  const isOne = new Set(ofSite.map((one) => one.device)).size <= 1 || ofSite.some(({ deducts }) => deducts);
  return isOne ? null : `${OF_SITE}${device}`;
}

const OF_SITE = 'device ';

/** Returns the machine id; null for site usage. */
export function machineIdOf(machine: string | null): string | null {
  return machine?.startsWith(OF_SITE) ? null : machine;
}

export function sumHeld(months: readonly MeteredMonth[]): string {
  return sumOf(months, ({ heldQuantity }) => heldQuantity).toFixed();
}

/**
 * Sums the estimated parts of the months' quantities: undefined if nothing is estimated, null if a part is unknown.
 */
export function sumEstimated(months: readonly MeteredMonth[]): string | null | undefined {
  const estimated = months.flatMap(({ estimatedQuantity }) => estimatedQuantity ?? []);
  if (months.some(({ estimatedQuantity }) => estimatedQuantity === null)) return null;
  return estimated.length === 0 ? undefined : Exact.sum(0, ...estimated).toFixed();
}
