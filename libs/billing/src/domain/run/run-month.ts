import { type BillingMonths, daysOfBillingMonth, firstMomentOf } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { type BilledTerm, laterDay } from '#pricing/domain';

/**
 * Returns the billing month of a contract that a run of a calendar month bills: the last billing month that ends within
 * or before the calendar month. For calendar billing, this is the calendar month itself.
 * @param month `YYYY-MM`
 */
export function monthOfRun(month: string, contract: BillingMonths): string {
  const isOver = daysOfBillingMonth(month, contract).endDay === `${addMonths(month, 1)}-01`;
  return isOver ? month : addMonths(month, -1);
}

/** Returns true when a contract bills days of the run's month and that month has begun. */
export function isBilledByRun(month: string, contract: BilledTerm, now: Date): boolean {
  const { startsOn, billedFrom, endsOn, zone } = contract;
  const { firstDay, endDay } = daysOfBillingMonth(month, contract);
  if (firstMomentOf(firstDay, zone).at > now.getTime()) return false;
  const start = [startsOn, billedFrom ?? ''].reduce(laterDay, firstDay);
  return start < endDay && (endsOn === null || endsOn >= start);
}
