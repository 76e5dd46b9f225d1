import { type BilledPeriod, type CounterSpan, type Fraction } from '#contracts';
import { billedFraction, type BilledTerm, contractYears, monthOfContract } from './billed-month.js';

/** A stretch of time in which a charge counts from zero: a month, or a year of the contract. Days are half-open. */
export interface Counter {
  readonly from: string;
  readonly to: string;
  /** What of its whole month or year is billed. */
  readonly share: Fraction;
  /** Months of the contract that it spans, from 1; what a ramp goes by. */
  readonly months: readonly number[];
  /** The part that the drafted month adds. */
  readonly part: { readonly from: string; readonly to: string };
  /** No more usage of it is to come after that month. */
  readonly isFinal: boolean;
}

/**
 * The counters of a span that a billed month adds to: one, or two where a year of the contract ends within the month.
 * @param isOver whether the month's usage is all there: nothing is final before
 */
export function countersOf(
  span: CounterSpan,
  month: BilledPeriod,
  term: BilledTerm,
  isOver: boolean,
): Counter[] {
  if (span === 'month')
    return [
      {
        from: month.from.date,
        to: month.to.date,
        share: billedFraction(month, month.from.date, month.to.date),
        months: [monthOfContract(term, month.from.date)],
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
        from: year.from.date,
        to: year.to.date,
        share: billedFraction(year, year.from.date, year.to.date),
        months: Array.from({ length: MONTHS }, (_, month) => index * MONTHS + month + 1),
        part,
        isFinal: isOver && year.to.date <= month.to.date,
      },
    ];
  });
}

const MONTHS = 12;
