import { countDays, plusMonths } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { accountingMonthOf, nextAccountingMonth } from '../document/document-number.js';

/** The service that a line bills. */
export interface BilledService {
  /** Days [from, to), `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** When the charge of the line is due; null if no charge prices it. */
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
 * Divides a service among accounting months. A charge that is due for each quarter or year has the same amount for each
 * of its months, whatever their length; every other line has the same amount for each day. A month of the contract that
 * spans two accounting months counts by days in both.
 */
export function weighMonths(service: BilledService): MonthWeight[] {
  const weights = new Map<string, Exact>();
  for (const { from, to } of equalSpans(service)) {
    const days = countDays(from, to);
    for (const part of splitByMonth(from, to))
      weights.set(
        part.month,
        (weights.get(part.month) ?? new Exact(0)).plus(
          new Exact(part.days).div(days).times(spanWeight(service, days)),
        ),
      );
  }
  return [...weights].map(([month, weight]) => ({ month, weight }));
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Returns the whole months of a service that is billed by month; otherwise the service as one span. */
function equalSpans({ from, to, due }: BilledService): readonly Span[] {
  if (!isBilledByMonth(due)) return [{ from, to }];
  const spans: Span[] = [];
  for (let months = 1; ; months++) {
    const end = plusMonths(from, months);
    spans.push({ from: spans.at(-1)?.to ?? from, to: end });
    if (end === to) return spans;
    // A service that doesn't consist of whole months is divided by days.
    if (end > to) return [{ from, to }];
  }
}

const isBilledByMonth = (due: string | null): boolean => due === 'quarterly' || due === 'yearly';

/** Every month of a service that is billed by month has the same weight; otherwise every day has. */
function spanWeight({ due }: BilledService, days: number): number {
  return isBilledByMonth(due) ? 1 : days;
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
