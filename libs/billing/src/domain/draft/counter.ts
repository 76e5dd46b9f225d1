import {
  type BilledPeriod,
  type BillingMonths,
  type CounterSpan,
  type Fraction,
  monthOfContract,
} from '#contracts';
import { billedFraction, type BilledTerm, contractYears } from './billed-month.js';
import { type ChargeStretch, earlierDay, laterDay } from './charge-stretches.js';
import { countWorked, type Days, restsWithin } from './rests.js';

/** A stretch of time in which a charge counts from zero: a month, or a year of the contract. Days are half-open. */
export interface Counter {
  readonly from: string;
  readonly to: string;
  /** What of its whole month or year is billed: days of pauses are not. */
  readonly share: Fraction;
  /** Days of pauses within it. */
  readonly rests: readonly Days[];
  /** Months of the contract that it spans, from 1; what a ramp goes by. */
  readonly months: readonly number[];
  /** By which months its parts are billed. */
  readonly billing: BillingMonths;
  /** The part that the drafted month adds. */
  readonly part: { readonly from: string; readonly to: string };
  /** No more usage of it is to come after that month. */
  readonly isFinal: boolean;
}

/**
 * The counters of a charge's era that a billed month adds to: one, or two where a year of the contract ends within the month. What
 * began or ended with the era counts by its days, and all without those of pauses (docs/contracts/pauses.md).
 * @param isOver whether the month's usage is all there: nothing is final before
 */
export function countersOf(
  span: CounterSpan,
  month: BilledPeriod,
  term: BilledTerm,
  isOver: boolean,
  era: Pick<ChargeStretch, 'from' | 'to'> = { from: null, to: null },
  paused: readonly Days[] = [],
): Counter[] {
  return wholeCounters(span, month, term, isOver).flatMap(({ period, ...counter }) => {
    const from = laterDay(era.from, counter.from);
    const to = earlierDay(era.to, counter.to);
    const part = {
      from: laterDay(era.from, counter.part.from),
      to: earlierDay(era.to, counter.part.to),
    };
    if (part.from >= part.to) return [];
    const isFinal = counter.isFinal || (isOver && to <= month.to.date);
    const rests = restsWithin(paused, { from, to }).map((rest) => ({ from: rest.from, to: rest.to }));
    const { of } = billedFraction({ period }, from, to);
    const share = { used: countWorked({ from, to }, rests), of };
    const billing = { billingCalendar: term.billingCalendar, startsOn: term.startsOn };
    return [{ ...counter, from, to, part, isFinal, share, rests, billing }];
  });
}

function wholeCounters(
  span: CounterSpan,
  month: BilledPeriod,
  term: BilledTerm,
  isOver: boolean,
): (Omit<Counter, 'share' | 'rests' | 'billing'> & Pick<BilledPeriod, 'period'>)[] {
  if (span === 'month')
    return [
      {
        period: month.period,
        from: month.from.date,
        to: month.to.date,
        months: [monthOfContract(month.from.date, term)],
        part: { from: month.from.date, to: month.to.date },
        isFinal: isOver,
      },
    ];
  return contractYears(term, month.to.date).flatMap((year, index) => {
    if (year.to.date <= month.from.date) return [];
    const part = {
      from: year.from.date > month.from.date ? year.from.date : month.from.date,
      to: year.to.date < month.to.date ? year.to.date : month.to.date,
    };
    return [
      {
        period: year.period,
        from: year.from.date,
        to: year.to.date,
        months: Array.from({ length: MONTHS }, (_, month) => index * MONTHS + month + 1),
        part,
        isFinal: isOver && year.to.date <= month.to.date,
      },
    ];
  });
}

const MONTHS = 12;
