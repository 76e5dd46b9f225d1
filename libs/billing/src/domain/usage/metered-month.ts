import type { ContractView, MeterFields, UsageMethod } from '#contracts/domain';
import type { CountedFact } from '#invoicing/domain';
import type { UsageState } from '#metering/domain';
import { Exact, groupBy, sumOf } from '#platform/domain';
import type { Silence } from './silences.js';

/** What a meter counted in a month, or in what of it counts, as far as it is known. Decimals are strings; days are half-open. */
export interface MeteredMonth {
  readonly meterId: string;
  readonly device: string;
  readonly signalKey: string;
  /** Absent of a counter. */
  readonly method?: UsageMethod;
  readonly unit: string;
  /** What one of the readings is in units of the quantity; absent where it is one. */
  readonly factor?: string;
  /** It is taken off what the others of its place count; absent otherwise. */
  readonly deducts?: true;
  /** Null of a meter that belongs to a site. */
  readonly machineId: string | null;
  readonly serial: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: UsageState;
  /** Null unless measured. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
  /** What of the quantity is estimated; null where nobody tells how much of it falls on these days. Absent where nothing is. */
  readonly estimatedQuantity?: string | null;
  /** When nobody knows what it would have counted: absent where there is no such time, null where not all of it is told. */
  readonly silences?: readonly Silence[] | null;
  /** How many reasons hold something: a fall holds a quantity that nobody knows. */
  readonly holds: number;
  /** Of the month that is drafted, so that it can be cut where a year of the contract ends; else empty. */
  readonly days: readonly {
    readonly day: string;
    readonly quantity: string;
    readonly heldQuantity: string;
  }[];
  readonly usagePeriodId: string | null;
  /** What was counted elsewhere, before the contract was taken over: no reading of ours stands behind it. */
  readonly isOpening?: true;
  /** Of its evidence. */
  readonly hash: string | null;
}

/** What was counted on the days [from, to); null where the month has none of them. */
export function clipMonth(month: MeteredMonth, from: string, to: string): MeteredMonth | null {
  const clipped = { from: from > month.from ? from : month.from, to: to < month.to ? to : month.to };
  if (clipped.from >= clipped.to) return null;
  if (clipped.from === month.from && clipped.to === month.to) return month;
  // Where nobody tells the days, all of it counts on the last one.
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
    // Days don't tell what of them is estimated.
    ...(month.estimatedQuantity !== undefined && { estimatedQuantity: null }),
  };
}

/** Which meter a month is of, as a line names it. */
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
 * A month as it counts for its charge. What is taken off counts below zero, and what is held of it with it: as long as nobody has
 * decided of scrap that it is none, it isn't billed as a good part.
 */
export function asCounted<Month extends CountedQuantities>(month: Month): Month {
  if (!month.deducts) return month;
  const takenOff = (quantity: string, held: string): string => new Exact(quantity).plus(held).neg().toFixed();
  return {
    ...month,
    quantity: month.quantity === null ? null : takenOff(month.quantity, month.heldQuantity),
    days: month.days.map((day) => ({ ...day, quantity: takenOff(day.quantity, day.heldQuantity) })),
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

/** The sum of what is known; null where nothing is. */
export function sumKnown(months: readonly MeteredMonth[]): string | null {
  const known = months.filter(({ quantity }) => quantity !== null);
  if (known.length === 0) return null;
  return sumOf(countedPlaces(known), ({ quantity }) => quantity!).toFixed();
}

/** A machine, or what belongs to none, in a part of a counter. */
export interface CountedPlace {
  readonly part: string;
  readonly machine: string | null;
  /** Null while something of it waits: what waits in one of a machine's meters waits in all of them. */
  readonly quantity: Exact | null;
}

/** What each place counted, as it is rated. Where more is taken off than was counted nothing is left, and nothing is owed for it. */
export function countedPlaces(months: readonly MeteredMonth[]): CountedPlace[] {
  const places = groupBy(months, ({ from, machineId, device }) =>
    JSON.stringify([from, machineId ?? soleDevice(months, device)]),
  );
  return [...places].map(([place, ofPlace]) => {
    const [part, machine] = JSON.parse(place) as [string, string | null];
    if (ofPlace.some(({ quantity }) => quantity === null)) return { part, machine, quantity: null };
    const sum = sumOf(ofPlace, ({ quantity }) => quantity!);
    return { part, machine, quantity: ofPlace.some(({ deducts }) => deducts) ? Exact.max(sum, 0) : sum };
  });
}

/** Meters of a site have no machine; several of them are told apart by their device, unless one is taken off the others. */
function soleDevice(months: readonly MeteredMonth[], device: string): string | null {
  const ofSite = months.filter(({ machineId }) => machineId === null);
  const isOne = new Set(ofSite.map((one) => one.device)).size <= 1 || ofSite.some(({ deducts }) => deducts);
  return isOne ? null : `${OF_SITE}${device}`;
}

const OF_SITE = 'device ';

/** The machine of a place; null of what belongs to none. */
export function machineOfPlace(machine: string | null): string | null {
  return machine?.startsWith(OF_SITE) ? null : machine;
}

export function sumHeld(months: readonly MeteredMonth[]): string {
  return sumOf(months, ({ heldQuantity }) => heldQuantity).toFixed();
}

/** What of the months' quantities is estimated: undefined where nothing is, null where nobody tells how much. */
export function sumEstimated(months: readonly MeteredMonth[]): string | null | undefined {
  const estimated = months.flatMap(({ estimatedQuantity }) => estimatedQuantity ?? []);
  if (months.some(({ estimatedQuantity }) => estimatedQuantity === null)) return null;
  return estimated.length === 0 ? undefined : Exact.sum(0, ...estimated).toFixed();
}
