import { useFormat } from '../../format/use-format.js';
import { type BillingMonths, daysOfMonth } from './billing-months.js';

/**
 * Names a billing month (`YYYY-MM`) of a contract: by its calendar month, or by its first and last day if it spans two
 * calendar months.
 */
export function useBillingMonth(months: BillingMonths): (month: string) => string {
  const format = useFormat();
  return (month) => {
    const { from, to } = daysOfMonth(month, months);
    return format.billingMonth(from, to);
  };
}
