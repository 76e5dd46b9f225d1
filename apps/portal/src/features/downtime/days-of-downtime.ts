import type { DetectedDowntime } from '../../api/types.js';
import { dayBefore, instantToWallTime } from '../../format/time.js';

interface BilledPeriod {
  /** First billed day in the zone, `YYYY-MM-DD`. */
  readonly periodFrom: string;
  /** Day after the last billed day, `YYYY-MM-DD`. */
  readonly periodTo: string;
  /** IANA time zone of the days. */
  readonly zone: string;
}

/**
 * Returns the first and last local day of downtime within the billing period. A dispute covers only days of its
 * invoice.
 */
export function daysOfDowntime(
  { from, to }: Pick<DetectedDowntime, 'from' | 'to'>,
  { periodFrom, periodTo, zone }: BilledPeriod,
): { readonly from: string; readonly to: string } {
  const dayOf = (at: number): string => instantToWallTime(at, zone).slice(0, 10);
  const first = dayOf(Date.parse(from));
  // Downtime that ends at midnight excludes the next day.
  const last = dayOf(Date.parse(to) - 1);
  const end = dayBefore(periodTo);
  return { from: first < periodFrom ? periodFrom : first, to: last > end ? end : last };
}
