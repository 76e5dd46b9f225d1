import { countDays, firstMomentOf, isDate, localDate, plusDays, plusMonths } from '#contracts';
import { DomainError } from '#platform';

/** A calendar month in a zone: the local dates and the instants they begin at. Half-open: `to` is the next month's first instant. */
export interface ContractMonth {
  /** `YYYY-MM` */
  readonly month: string;
  /** IANA zone */
  readonly zone: string;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** `YYYY-MM-DD` */
  readonly firstDay: string;
  /** The first day of the next month. */
  readonly endDay: string;
  /** Local days in the month. */
  readonly days: number;
}

/** A local calendar day: from its first instant to the next day's. 23, 24 or 25 hours. */
export interface LocalDay {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The month's bounds in the contract's zone, right across changes of the clock.
 * @param month `YYYY-MM`
 * @throws DomainError metering.month_invalid, contracts.zone_unknown
 */
export function contractMonth(month: string, zone: string): ContractMonth {
  const firstDay = `${month}-01`;
  if (!isDate(firstDay)) throw new DomainError('metering.month_invalid', { month });
  const endDay = plusMonths(firstDay, 1);
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

/** The month (`YYYY-MM`) that an instant lies in, in a zone. */
export function monthOf(at: number, zone: string): string {
  return localDate(at, zone).slice(0, 7);
}

/** A month (`YYYY-MM`) so many months later (or earlier, when negative). */
export function addMonths(month: string, months: number): string {
  return plusMonths(`${month}-01`, months).slice(0, -3);
}

/** The local days that [from, to) touches, in order. */
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
