import type { SeenStop } from '../../api/types.js';
import { dayBefore, instantToWallTime } from '../../format/time.js';

interface Billed {
  /** Days [from, to), `YYYY-MM-DD`, in the zone. */
  readonly periodFrom: string;
  readonly periodTo: string;
  /** IANA */
  readonly zone: string;
}

/** The first and the last local day of a stop, as far as the bill goes: a dispute is about days of its invoice. */
export function daysOfStop(
  { from, to }: Pick<SeenStop, 'from' | 'to'>,
  { periodFrom, periodTo, zone }: Billed,
): { readonly from: string; readonly to: string } {
  const dayOf = (at: number): string => instantToWallTime(at, zone).slice(0, 10);
  const first = dayOf(Date.parse(from));
  // A stop that ends at midnight does not touch the next day.
  const last = dayOf(Date.parse(to) - 1);
  const end = dayBefore(periodTo);
  return { from: first < periodFrom ? periodFrom : first, to: last > end ? end : last };
}
