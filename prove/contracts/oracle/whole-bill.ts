import { addDays, lengthOf } from './days.js';
import { Fraction } from './fraction.js';
import { type AgreedContract, type BillingMonth, workingDays } from './terms-in-time.js';

/** What fees and usage of a month lack of the contract's minimum, by the days that are no pause. @param counting rounded */
export function contractMinimum(
  { invoiceTerms, pauses }: AgreedContract,
  { whole, billed }: BillingMonth,
  counting: Fraction,
  decimals: number,
): Fraction {
  if (!invoiceTerms?.minimum) return Fraction.ZERO;
  const share = Fraction.ratio(workingDays(pauses, billed), lengthOf(whole));
  const due = Fraction.of(invoiceTerms.minimum.amount).times(share).round(decimals);
  return due.minus(counting).most(Fraction.ZERO);
}

/** One after the other, of what those before it left, each rounded; below zero. */
export function discountsOf(
  { invoiceTerms }: AgreedContract,
  { billed }: BillingMonth,
  total: Fraction,
  decimals: number,
): Fraction {
  const lastDay = addDays(billed.to, -1);
  let left = total.most(Fraction.ZERO);
  let discount = Fraction.ZERO;
  for (const { percent, amount, from, until } of invoiceTerms?.discounts ?? []) {
    if ((from !== null && lastDay < from) || (until !== null && lastDay > until)) continue;
    const asked =
      amount === null ? left.times(Fraction.of(percent!)).over(Fraction.of(100)) : Fraction.of(amount);
    const taken = asked.round(decimals).least(left);
    discount = discount.plus(taken);
    left = left.minus(taken);
  }
  return discount.negated();
}
