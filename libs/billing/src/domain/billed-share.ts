import { countDays, plusDays } from '#contracts';
import type { ContractMonth } from '#metering';

/** How much of a month a contract bills: `days` of `of` local days. Dates are `YYYY-MM-DD`. */
export interface BilledShare {
  readonly firstDay: string;
  /** The day after the last one billed. */
  readonly endDay: string;
  readonly days: number;
  readonly of: number;
}

/**
 * The days of a month that lie in the contract's term. A start date is the first day billed, an end date the last one; what
 * is prorated is prorated by days used over days of the actual month.
 * @returns null when the contract bills no day of it
 */
export function billedShare(
  month: ContractMonth,
  term: { readonly startsOn: string; readonly endsOn: string | null },
): BilledShare | null {
  const firstDay = term.startsOn > month.firstDay ? term.startsOn : month.firstDay;
  const afterEnd = term.endsOn === null ? month.endDay : plusDays(term.endsOn, 1);
  const endDay = afterEnd < month.endDay ? afterEnd : month.endDay;
  if (firstDay >= endDay) return null;
  return { firstDay, endDay, days: countDays(firstDay, endDay), of: month.days };
}
