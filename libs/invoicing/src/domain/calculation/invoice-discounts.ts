import { Exact, sumOf } from '#platform/domain';
import { roundToStep, shareOut, within } from './precision.js';

/** A percentage of what earlier discounts left, or an amount. Decimals. */
export type InvoiceDiscount = { readonly percent: string } | { readonly amount: string };

export interface DiscountFigures {
  readonly discount: Exact;
  /** The share of the discount for each line; they add up to it. */
  readonly shares: readonly Exact[];
}

/**
 * The discounts of a whole invoice: in order, percentages of what is left, never below zero
 * (docs/rules/invoicing.md#from-lines-to-the-payable-amount). Each is an amount on the document, so each is rounded; their sum
 * falls to the lines by what they bill. Where corrections leave the lines below zero, a percentage lessens that too, and an amount
 * finds nothing to lessen.
 * @param amounts what the lines bill, rounded; net or gross as the prices are
 */
export function discountInOrder(
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
