import { Exact, sumOf } from '#platform/domain';
import { roundToStep, shareOut, within } from './precision.js';

/** A percentage of the amount that remains after earlier discounts, or an amount. Both are decimal strings. */
export type InvoiceDiscount = { readonly percent: string } | { readonly amount: string };

export interface DiscountFigures {
  readonly discount: Exact;
  /** Share of the discount for each line; the shares add up to the discount. */
  readonly shares: readonly Exact[];
}

/**
 * Applies the discounts of a whole invoice in order. Each percentage applies to the amount left after earlier
 * discounts, and no discount exceeds that amount (docs/rules/invoicing.md#from-lines-to-the-payable-amount). Each
 * discount is printed as an amount, so it is rounded; the sum of the discounts is divided among the lines by amount. If
 * corrections make the sum of the lines negative, a percentage reduces its absolute value, and an amount has no effect.
 * @param amounts rounded amounts of the lines, net or gross like the prices
 */
export function applyDiscounts(
  amounts: readonly Exact[],
  discounts: readonly InvoiceDiscount[],
  step: Exact | null,
): DiscountFigures {
  const sum = sumOf(amounts);
  const left = discounts.reduce(
    (rest, discount) => rest.minus(within(rest, roundToStep(amountOf(discount, rest), step))),
    sum,
  );
  const discount = sum.minus(left);
  const exact = amounts.map((amount) => (sum.isZero() ? sum : discount.times(amount).div(sum)));
  return { discount, shares: shareOut(discount, exact, step) };
}

function amountOf(discount: InvoiceDiscount, left: Exact): Exact {
  return 'percent' in discount ? left.times(discount.percent).div(100) : new Exact(discount.amount);
}
