import { countDays, plusMonths } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { accountingMonthOf, nextAccountingMonth } from '../document/document-number.js';

/** The service that a line bills. */
export interface BilledService {
  /** Days [from, to), `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Time at which the charge of the line is due; null if no charge prices the line. */
  readonly due: string | null;
}

/** The weight of an accounting month among the months of a service. */
export interface MonthWeight {
  /** First day of the month. */
  readonly month: string;
  readonly weight: Exact;
}

/** Returns whether a line that is posted on a day bills service of later months. */
export function isBilledInAdvance({ to }: BilledService, postingDate: string): boolean {
  return to > nextAccountingMonth(accountingMonthOf(postingDate));
}

/**
 * Divides a service among accounting months. A line for whole months of a quarterly or yearly charge has the same
 * amount for each month, regardless of the month's length. All other lines have the same amount for each day. A
 * contract month that spans two accounting months is divided by days.
 */
export function weighMonths(service: BilledService): MonthWeight[] {
  const months = wholeMonths(service);
  const weights = new Map<string, Exact>();
  for (const { from, to } of months ?? [service]) {
    // Weights are whole days, unless the service has months of equal weight. Then the days of a contract month are
    // divided by its length.
    const unit = months === null ? 1 : countDays(from, to);
    for (const { month, days } of splitByMonth(from, to))
      weights.set(month, (weights.get(month) ?? new Exact(0)).plus(new Exact(days).div(unit)));
  }
  return [...weights].map(([month, weight]) => ({ month, weight }));
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns the contract months of a quarterly or yearly service that covers whole months; null for other services, which
 * are divided by days.
 */
function wholeMonths({ from, to, due }: BilledService): readonly Span[] | null {
  if (due !== 'quarterly' && due !== 'yearly') return null;
  const spans: Span[] = [];
  for (let months = 1; ; months++) {
    const end = plusMonths(from, months);
    if (end > to) return null;
    spans.push({ from: spans.at(-1)?.to ?? from, to: end });
    if (end === to) return spans;
  }
}

function splitByMonth(from: string, to: string): { readonly month: string; readonly days: number }[] {
  const parts: { month: string; days: number }[] = [];
  for (let day = from; day < to;) {
    const month = accountingMonthOf(day);
    const next = nextAccountingMonth(month);
    const end = next < to ? next : to;
    parts.push({ month, days: countDays(day, end) });
    day = end;
  }
  return parts;
}
