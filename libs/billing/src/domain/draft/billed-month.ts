import { type BilledPeriod, billedPeriods, type BillingCalendar, countDays, type Fraction } from '#contracts';
import { laterDay } from './charge-stretches.js';

/** For how long a contract bills. Dates are local dates of `zone`. */
export interface BilledTerm {
  /** IANA */
  readonly zone: string;
  /** The first day billed; its years are counted from it. */
  readonly startsOn: string;
  /** The first day billed here, where earlier ones were billed elsewhere. */
  readonly billedFrom?: string | null;
  /** The last day billed; null while it runs. */
  readonly endsOn: string | null;
}

/**
 * What a contract bills of a calendar month: the days of it that lie in its term, and were not billed elsewhere.
 * @param month its first day, and the first day of the next one
 * @returns null when the contract bills no day of it
 */
export function billedMonth(
  month: { readonly firstDay: string; readonly endDay: string },
  term: BilledTerm,
): BilledPeriod | null {
  const start = [month.firstDay, term.startsOn, term.billedFrom ?? ''].reduce((a, b) => laterDay(a, b));
  if (start >= month.endDay || (term.endsOn !== null && term.endsOn < start)) return null;
  const [billed] = billedPeriods(calendarOf({ ...term, startsOn: start }, 'month'), { count: 1 });
  return billed!;
}

/** The years of a contract, counted from its start date, that begin before a day; the last one ends with the contract. */
export function contractYears(term: BilledTerm, until: string): BilledPeriod[] {
  return until > term.startsOn ? billedPeriods(calendarOf(term, 'year'), { until }) : [];
}

/** Which part of its period the days [from, to) are, by days of the calendar (billing.md, section 0, "proration"). */
export function billedFraction({ period }: Pick<BilledPeriod, 'period'>, from: string, to: string): Fraction {
  return { used: countDays(from, to), of: countDays(period.from, period.to) };
}

/** Which month of the contract a day lies in: 1 for the calendar month in which it starts. */
export function monthOfContract({ startsOn }: Pick<BilledTerm, 'startsOn'>, day: string): number {
  const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(day) - months(startsOn) + 1;
}

function calendarOf({ zone, startsOn, endsOn }: BilledTerm, unit: 'month' | 'year'): BillingCalendar {
  return {
    zone,
    start: startsOn,
    every: { unit, count: 1 },
    align: unit === 'month' ? 'calendar' : 'anniversary',
    anchorDate: null,
    dayCount: 'day',
    trialDays: 0,
    end: endsOn === null ? null : { on: endsOn, end: 'after' },
    movedAnchors: [],
  };
}
