import type { UsageMethod } from '#contracts';
import type { UsageState } from '#metering';
import { Exact } from '#platform';
import type { CountedFact } from './line-snapshot.js';

/** What a meter counted in a month, or in what of it counts, as far as it is known. Decimals are strings; days are half-open. */
export interface MeteredMonth {
  readonly meterId: string;
  readonly device: string;
  readonly signalKey: string;
  /** Absent of a counter. */
  readonly method?: UsageMethod;
  readonly unit: string;
  /** Null of a meter that belongs to a site. */
  readonly machineId: string | null;
  readonly serial: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: UsageState;
  /** Null unless measured. */
  readonly quantity: string | null;
  readonly heldQuantity: string;
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
  const sum = (field: 'quantity' | 'heldQuantity'): string =>
    days.reduce((total, day) => total.plus(day[field]), new Exact(0)).toFixed();
  return {
    ...month,
    ...clipped,
    days,
    quantity: month.quantity === null ? null : sum('quantity'),
    heldQuantity: sum('heldQuantity'),
  };
}

export function countedFact(month: MeteredMonth): CountedFact {
  const { device, signalKey, serial, unit, from, to, quantity, heldQuantity, isOpening } = month;
  return {
    device,
    signalKey,
    serial,
    unit,
    from,
    to,
    quantity,
    heldQuantity,
    ...(isOpening && { isOpening }),
  };
}

/** The sum of what is known; null where nothing is. */
export function sumKnown(months: readonly MeteredMonth[]): string | null {
  const known = months.flatMap(({ quantity }) => quantity ?? []);
  if (known.length === 0) return null;
  return known.reduce((total, quantity) => total.plus(quantity), new Exact(0)).toFixed();
}

export function sumHeld(months: readonly MeteredMonth[]): string {
  return months.reduce((total, { heldQuantity }) => total.plus(heldQuantity), new Exact(0)).toFixed();
}
