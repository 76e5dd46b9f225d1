import type { Pricing } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { MeteredMonth } from './metered-month.js';

/** Decimals with which quantities are kept; nothing is told with more. */
const MOST_DECIMALS = 12;

/**
 * With how many decimals a line tells a quantity that nobody measured, such as what a minimum lacks: with those that its meters and
 * the agreed quantities have, since a share of days has no end of them. Amounts are worked out from the exact quantity.
 */
export function decimalsOfUnit(
  { convert, minQuantity, minQuantityPerMachine, contractedQuantity }: Pricing,
  metered: readonly Pick<MeteredMonth, 'quantity' | 'heldQuantity'>[],
): number {
  const agreed = [minQuantity, minQuantityPerMachine, contractedQuantity];
  // A quotient can have more decimals than what is divided.
  if (convert)
    return Math.max(...agreed.map(decimalsOf), convert.rounding ? (convert.decimals ?? 0) : MOST_DECIMALS);
  const counted = metered.flatMap(({ quantity, heldQuantity }) => [quantity, heldQuantity]);
  return Math.min(Math.max(0, ...[...agreed, ...counted].map(decimalsOf)), MOST_DECIMALS);
}

/** A quantity as it is told. */
export function shownQuantity(quantity: Exact, decimals = MOST_DECIMALS): string {
  return quantity.toDecimalPlaces(decimals, Exact.ROUND_HALF_UP).toFixed();
}

const decimalsOf = (decimal: string | null | undefined): number =>
  decimal === null || decimal === undefined ? 0 : Math.max(new Exact(decimal).decimalPlaces(), 0);
