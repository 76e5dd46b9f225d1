import { addDays, lengthOf } from './days.js';
import { Fraction } from './fraction.js';
import { type AgreedContract, type BillingMonth, workingDays } from './terms-in-time.js';

/**
 * Returns the shortfall of a month's fees and usage from the contract minimum, which is prorated by the days without
 * pauses.
 * @param counting rounded amount that counts towards the minimum
 */
export function contractMinimum(
  { invoiceTerms, pauses }: AgreedContract,
  { whole, billed }: BillingMonth,
  counting: Fraction,
  decimals: number,
): Fraction {
  if (!invoiceTerms?.minimum) return Fraction.ZERO;
  const share = Fraction.ratio(workingDays(pauses, billed), lengthOf(whole));
  const due = Fraction.of(invoiceTerms.minimum.amount).times(share).round(decimals);
  return due.minus(counting).max(Fraction.ZERO);
}

/**
 * Applies discounts in order, each to the amount left after the previous ones, each rounded. Returns their sum, which
 * is negative.
 */
export function discountsOf(
  { invoiceTerms }: AgreedContract,
  { billed }: BillingMonth,
  total: Fraction,
  decimals: number,
): Fraction {
  const lastDay = addDays(billed.to, -1);
  let left = total.max(Fraction.ZERO);
  let discount = Fraction.ZERO;
  for (const { percent, amount, from, until } of invoiceTerms?.discounts ?? []) {
    if ((from !== null && lastDay < from) || (until !== null && lastDay > until)) continue;
    const requestedDiscount =
      amount === null ? left.times(Fraction.of(percent!)).over(Fraction.of(100)) : Fraction.of(amount);
    const granted = requestedDiscount.round(decimals).min(left);
    discount = discount.plus(granted);
    left = left.minus(granted);
  }
  return discount.negated();
}
