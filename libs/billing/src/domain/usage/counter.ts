import {
  type BilledPeriod,
  type BillingMonths,
  type CounterSpan,
  type Fraction,
  monthOfContract,
} from '#contracts/domain';
import {
  billedFraction,
  type BilledTerm,
  type ChargeSegment,
  contractYears,
  countUnpausedDays,
  type Days,
  earlierDay,
  laterDay,
  overlappingDays,
} from '#pricing/domain';

/** Billed days [from, to) of a month or contract year. */
export interface DaysOfPeriod extends Days {
  /** Share of the whole month or year, without paused days. */
  readonly share: Fraction;
  /** Paused days among these days. */
  readonly rests: readonly Days[];
}

/** A rated period: a month or contract year in which a charge counts usage from zero. Days are half-open. */
export interface Counter extends DaysOfPeriod {
  /**
   * All billed days of the month or year; more than the rated period's own days if other terms of the charge apply on
   * some of them.
   */
  readonly whole: DaysOfPeriod;
  /** Months of the contract that the rated period spans, from 1; a ramp depends on them. */
  readonly months: readonly number[];
  /** Fields of the contract that determine the billing months of the rated period's parts. */
  readonly billing: BillingMonths;
  /** Part that the drafted month adds. */
  readonly part: { readonly from: string; readonly to: string };
  /** True if the rated period receives no usage after the drafted month. */
  readonly isFinal: boolean;
}

/**
 * Returns the rated periods of a charge's era to which a billed month adds usage: one, or two if a contract year ends
 * within the month. Rated periods that begin or end with the era are prorated by their days; paused days are excluded
 * from all rated periods (docs/contracts/pauses.md).
 * @param isOver whether the month's usage is complete; until then no rated period is final
 */
export function countersOf(
  span: CounterSpan,
  month: BilledPeriod,
  term: BilledTerm,
  isOver: boolean,
  era: Pick<ChargeSegment, 'from' | 'to'> = { from: null, to: null },
  paused: readonly Days[] = [],
): Counter[] {
  return wholeCounters(span, month, term, isOver).flatMap(({ period, ...counter }) => {
    const { from, to } = counter;
    const rests = overlappingDays(paused, { from, to }).map((rest) => ({ from: rest.from, to: rest.to }));
    const { of } = billedFraction({ period }, from, to);
    const whole = { from, to, share: { used: countUnpausedDays({ from, to }, rests), of }, rests };
    const days = daysWithin(whole, era);
    const part = {
      from: laterDay(era.from, counter.part.from),
      to: earlierDay(era.to, counter.part.to),
    };
    if (days === null || part.from >= part.to) return [];
    const isFinal = counter.isFinal || (isOver && days.to <= month.to.date);
    const billing = { billingCalendar: term.billingCalendar, startsOn: term.startsOn };
    return [{ ...counter, ...days, whole, part, isFinal, billing }];
  });
}

/** Returns the days of a period on which certain terms apply; null if there are none. */
export function daysWithin(
  whole: DaysOfPeriod,
  terms: Pick<ChargeSegment, 'from' | 'to'>,
): DaysOfPeriod | null {
  const from = laterDay(terms.from, whole.from);
  const to = earlierDay(terms.to, whole.to);
  if (from >= to) return null;
  const rests = overlappingDays(whole.rests, { from, to });
  return { from, to, share: { used: countUnpausedDays({ from, to }, rests), of: whole.share.of }, rests };
}

function wholeCounters(
  span: CounterSpan,
  month: BilledPeriod,
  term: BilledTerm,
  isOver: boolean,
): (Omit<Counter, 'share' | 'rests' | 'billing' | 'whole'> & Pick<BilledPeriod, 'period'>)[] {
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
