import {
  type BilledPeriod,
  billedPeriods,
  type BillingCalendar,
  type BillingMonths,
  countDays,
  type Fraction,
} from '#contracts/domain';
import { laterDay } from './charge-segments.js';

/** The period that a contract bills. Dates are local dates of `zone`. */
export interface BilledTerm extends BillingMonths {
  /** IANA time zone. */
  readonly zone: string;
  /** The contract's first day. Contract years and non-calendar months are counted from it. */
  readonly startsOn: string;
  /** The first day billed here, if earlier days were billed elsewhere. */
  readonly billedFrom?: string | null;
  /** The contract's last day; null if it has no end. */
  readonly endsOn: string | null;
}

/**
 * Returns the days of a billing month that a contract bills: the days within its term that were not billed elsewhere.
 * @param month the first day of the month, and the first day of the next month
 * @returns null if the contract bills none of its days
 */
export function billedMonth(
  month: { readonly firstDay: string; readonly endDay: string },
  term: BilledTerm,
): BilledPeriod | null {
  const start = [month.firstDay, term.startsOn, term.billedFrom ?? ''].reduce((a, b) => laterDay(a, b));
  if (start >= month.endDay || (term.endsOn !== null && term.endsOn < start)) return null;
  const [billed] = billedPeriods({ ...calendarOf(term), start }, { count: 1 });
  return billed!;
}

/**
 * Returns the days of a month that a contract would bill if it did not end: the period of an invoice that was issued
 * before an earlier end was signed.
 * @returns null if the contract, or its billing here, began after the month
 */
export function billedWithoutEnd(
  month: { readonly firstDay: string; readonly endDay: string },
  term: BilledTerm,
): BilledPeriod | null {
  return billedMonth(month, { ...term, endsOn: null });
}

/**
 * Returns the contract years that begin before a day, counted from the start date; the last year ends with the
 * contract.
 */
export function contractYears(term: BilledTerm, until: string): BilledPeriod[] {
  return contractSpans(term, 12, until);
}

/** Returns the quarters or years of a contract, like `contractYears`. @param months the length of each */
export function contractSpans(term: BilledTerm, months: 3 | 12, until: string): BilledPeriod[] {
  if (until <= term.startsOn) return [];
  const calendar = { ...calendarOf(term), every: { unit: 'month' as const, count: months } };
  return billedPeriods({ ...calendar, align: 'anniversary', anchorDate: null }, { until });
}

/** Returns the days [from, to) as a fraction of their period, in calendar days (docs/rules/rating.md#proration). */
export function billedFraction({ period }: Pick<BilledPeriod, 'period'>, from: string, to: string): Fraction {
  return { used: countDays(from, to), of: countDays(period.from, period.to) };
}

function calendarOf({ zone, billingCalendar, startsOn, endsOn }: BilledTerm): BillingCalendar {
  return {
    zone,
    start: startsOn,
    every: { unit: 'month', count: 1 },
    align: billingCalendar,
    // Months are counted from the start date, even if billing here begins later.
    anchorDate: billingCalendar === 'anniversary' ? startsOn : null,
    dayCount: 'day',
    trialDays: 0,
    end: endsOn === null ? null : { on: endsOn, end: 'after' },
    movedAnchors: [],
  };
}
