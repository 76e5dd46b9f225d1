import { type BillingMonths, daysOfBillingMonth, firstMomentOf } from '#contracts/domain';
import { addMonths } from '#metering/domain';
import { type BilledTerm, laterDay } from '#pricing/domain';

/**
 * Returns the billing month of a contract that a run of a calendar month bills: the last one that ends by the end of
 * that month. For calendar billing it is the calendar month itself.
 * @param month `YYYY-MM`
 */
export function monthOfRun(month: string, contract: BillingMonths): string {
  const isOver = daysOfBillingMonth(month, contract).endDay === `${addMonths(month, 1)}-01`;
  return isOver ? month : addMonths(month, -1);
}

/** Whether a contract bills days of that month and the month has begun. */
export function isBilledByRun(month: string, contract: BilledTerm, now: Date): boolean {
  const { startsOn, billedFrom, endsOn, zone } = contract;
  const { firstDay, endDay } = daysOfBillingMonth(month, contract);
  if (firstMomentOf(firstDay, zone).at > now.getTime()) return false;
  const start = [startsOn, billedFrom ?? ''].reduce(laterDay, firstDay);
  return start < endDay && (endsOn === null || endsOn >= start);
}
