import {
  type BillingMonths,
  billingMonthOf,
  countDays,
  daysOfBillingMonth,
  firstMomentOf,
  isDate,
  localDate,
  plusDays,
  plusMonths,
} from '#contracts/domain';
import { DomainError } from '#platform/domain';

/**
 * A billing month of a contract: its local dates and the instants at which they begin. Half-open: `to` is the next
 * month's first instant.
 */
export interface ContractMonth {
  /** `YYYY-MM`: the calendar month in which the billing month begins. */
  readonly month: string;
  /** IANA time zone. */
  readonly zone: string;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** `YYYY-MM-DD`. */
  readonly firstDay: string;
  /** The first day of the next month. */
  readonly endDay: string;
  /** Local days in the month. */
  readonly days: number;
}

/** A local calendar day, from its first instant to that of the next day. It has 24 hours unless the clocks change. */
export interface LocalDay {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/** The months of a contract and their time zone. */
export interface MonthsInZone extends BillingMonths {
  /** IANA time zone. */
  readonly zone: string;
}

/** Returns the calendar months of a time zone, for use without a contract. */
export function calendarMonths(zone: string): MonthsInZone {
  return { zone, billingCalendar: 'calendar', startsOn: '1970-01-01' };
}

/**
 * Returns the start and end of a contract's billing month in its time zone, correct across clock changes.
 * @param month `YYYY-MM`, the calendar month in which it begins
 * @throws DomainError metering.month_invalid, contracts.zone_unknown
 */
export function contractMonth(month: string, contract: MonthsInZone): ContractMonth {
  if (!isDate(`${month}-01`)) throw new DomainError('metering.month_invalid', { month });
  const { zone } = contract;
  const { firstDay, endDay } = daysOfBillingMonth(month, contract);
  return {
    month,
    zone,
    from: firstMomentOf(firstDay, zone).at,
    to: firstMomentOf(endDay, zone).at,
    firstDay,
    endDay,
    days: countDays(firstDay, endDay),
  };
}

/** Returns a calendar month. @param month `YYYY-MM` @throws DomainError as `contractMonth` */
export function calendarMonth(month: string, zone: string): ContractMonth {
  return contractMonth(month, calendarMonths(zone));
}

/** Returns the contract's billing month (`YYYY-MM`) that contains an instant. */
export function monthOf(at: number, contract: MonthsInZone): string {
  return billingMonthOf(localDate(at, contract.zone), contract);
}

/** Adds a number of months, which may be negative, to a month (`YYYY-MM`). */
export function addMonths(month: string, months: number): string {
  return plusMonths(`${month}-01`, months).slice(0, -3);
}

/** Returns the local days that [from, to) overlaps, in order. */
export function localDays(from: number, to: number, zone: string): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = localDate(from, zone), start = firstMomentOf(day, zone).at; start < to;) {
    const next = plusDays(day, 1);
    const end = firstMomentOf(next, zone).at;
    days.push({ day, from: start, to: end });
    day = next;
    start = end;
  }
  return days;
}
