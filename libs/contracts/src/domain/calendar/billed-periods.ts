import { isZone } from '#customers/domain';
import { DomainError } from '#platform/domain';
import {
  billingGrid,
  periodOf,
  type BillingGrid,
  type GridPeriod,
  type PeriodAlignment,
  type Rhythm,
} from './billing-grid.js';
import type { DayCount } from './day-count.js';
import { firstMomentOf, plusDays, assertDate, toMoment, type Moment } from './local-dates.js';

/**
 * A contract's billing calendar. Dates are `YYYY-MM-DD` in its time zone; `start` and `on` can be instants (ISO 8601
 * with time zone).
 */
export interface BillingCalendar {
  /** IANA time zone. */
  readonly zone: string;
  readonly start: string;
  readonly every: Rhythm;
  readonly align: PeriodAlignment;
  /** A day on which a period begins; null if none was agreed. */
  readonly anchorDate: string | null;
  readonly dayCount: DayCount;
  /** Number of days from the start that are free of charge. */
  readonly trialDays: number;
  readonly end: ContractEnd | null;
  readonly movedAnchors: readonly MovedAnchor[];
}

/** The end of a contract: `on` is the last billed day (`after`) or the first day that is not billed (`before`). */
export interface ContractEnd {
  readonly on: string;
  readonly end: 'after' | 'before';
}

/** A change of the billing day that takes effect on `on`. */
export interface MovedAnchor {
  readonly on: string;
  readonly anchorDate: string;
}

/** The part of a calendar period that a contract bills. */
export interface BilledPeriod {
  readonly period: GridPeriod;
  /** The billed part: [from, to). */
  readonly from: Moment;
  readonly to: Moment;
  /**
   * End of the calendar period, regardless of the contract's end and of changes to the billing day. Fees in advance are
   * paid up to this point.
   */
  readonly expectedTo: Moment;
}

/** A number of billed periods, or all periods that begin before a date. */
export type Horizon = { readonly count: number } | { readonly until: string };

/** Limits the horizon to 100 years of months. */
const MAX_PERIODS = 1200;

/**
 * Returns the periods that a contract bills, in order: half-open, built from local dates. Each day of the term after
 * the trial is in exactly one period (docs/rules/contracts.md#dates). A change of the billing day ends the current
 * period and starts a stub, which is a separate period.
 * @throws DomainError contracts.zone_unknown, contracts.date_invalid, contracts.end_before_start,
 *   contracts.horizon_invalid
 */
export function billedPeriods(calendar: BillingCalendar, horizon: Horizon): BilledPeriod[] {
  if (!isZone(calendar.zone)) throw new DomainError('contracts.zone_unknown', { zone: calendar.zone });
  const start = billingMoment(calendar.start, calendar);
  const first = calendar.trialDays > 0 ? trialEnd(start, calendar) : start;
  const end = calendar.end && endOf(calendar.end, start, calendar);
  const until = 'until' in horizon ? lastStart(horizon.until, start, calendar.zone) : null;
  const count = 'count' in horizon ? horizon.count : Infinity;
  const moves = sortedMoves(calendar);

  const periods: BilledPeriod[] = [];
  let grid = gridOn(first.date, calendar, moves);
  for (let from = first; periods.length < count;) {
    if ((end && from.at >= end.at) || (until !== null && from.date >= until)) return periods;
    if (periods.length === MAX_PERIODS)
      throw new DomainError('contracts.horizon_invalid', { most: MAX_PERIODS });
    const period = periodOf(grid, from.date);
    const expectedTo = firstMomentOf(period.to, calendar.zone);
    const move = moves.find(({ on }) => on.at > from.at && on.at < expectedTo.at);
    const regular = move?.on ?? expectedTo;
    const to = end && end.at < regular.at ? end : regular;
    periods.push({ period, from, to, expectedTo });
    from = to;
    grid = gridOn(from.date, calendar, moves);
  }
  return periods;
}

/**
 * Returns the first period after the trial for a contract that ends within its trial. The period is not billed, and a
 * fee in advance for it is credited in full.
 * @returns null if the contract continues after its trial, or never began
 * @throws DomainError the same as `billedPeriods`
 */
export function periodAfterEndedTrial(calendar: BillingCalendar): BilledPeriod | null {
  if (calendar.trialDays === 0 || calendar.end === null) return null;
  const start = billingMoment(calendar.start, calendar);
  const end = endOf(calendar.end, start, calendar);
  const from = trialEnd(start, calendar);
  if (end.at <= start.at || end.at > from.at) return null;
  const [first] = billedPeriods({ ...calendar, end: null }, { count: 1 });
  return first ? { ...first, to: from } : null;
}

/**
 * Converts a value to a moment: for billing by the second, the exact instant; otherwise, the start of its local date.
 */
export function billingMoment(
  value: string,
  { zone, dayCount }: Pick<BillingCalendar, 'zone' | 'dayCount'>,
): Moment {
  const moment = toMoment(value, zone);
  return dayCount === 'second' ? moment : firstMomentOf(moment.date, zone);
}

/** Returns the first moment after the trial. */
function trialEnd(start: Moment, { trialDays, zone }: BillingCalendar): Moment {
  return firstMomentOf(plusDays(start.date, trialDays), zone);
}

function endOf({ on, end }: ContractEnd, start: Moment, calendar: BillingCalendar): Moment {
  const named = billingMoment(on, calendar);
  if (named.date < start.date) throw new DomainError('contracts.end_before_start', { on });
  const isInstant = calendar.dayCount === 'second' && on.includes('T');
  return end === 'before' || isInstant ? named : firstMomentOf(plusDays(named.date, 1), calendar.zone);
}

function lastStart(until: string, start: Moment, zone: string): string {
  const { date } = toMoment(until, zone);
  if (date <= start.date) throw new DomainError('contracts.horizon_invalid', { most: MAX_PERIODS });
  return date;
}

interface Move {
  readonly on: Moment;
  readonly anchorDate: string;
}

function sortedMoves({ movedAnchors, zone }: BillingCalendar): Move[] {
  return movedAnchors
    .map(({ on, anchorDate }) => {
      assertDate(anchorDate);
      return { on: firstMomentOf(toMoment(on, zone).date, zone), anchorDate };
    })
    .sort((a, b) => a.on.at - b.on.at);
}

function gridOn(date: string, calendar: BillingCalendar, moves: readonly Move[]): BillingGrid {
  if (calendar.anchorDate !== null) assertDate(calendar.anchorDate);
  const moved = moves.filter(({ on }) => on.date <= date).at(-1);
  const start = toMoment(calendar.start, calendar.zone).date;
  return billingGrid(calendar.every, calendar.align, start, moved?.anchorDate ?? calendar.anchorDate);
}
