import type { Pricing } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { MeteredMonth } from './metered-month.js';

/** Maximum number of decimals of stored and displayed quantities. */
const MAX_DECIMALS = 12;

/**
 * Returns the number of decimals for displaying a quantity that was not metered, such as a shortfall. A prorated share
 * can have infinitely many decimals, so it is displayed with as many decimals as the meters and the agreed quantities
 * have. Amounts are calculated from the exact quantity.
 */
export function decimalsOfUnit(
  { convert, minQuantity, minQuantityPerMachine, contractedQuantity }: Pricing,
  metered: readonly Pick<MeteredMonth, 'quantity' | 'heldQuantity'>[],
): number {
  const agreed = [minQuantity, minQuantityPerMachine, contractedQuantity];
  // A quotient can have more decimals than the dividend.
  if (convert)
    return Math.max(...agreed.map(decimalsOf), convert.rounding ? (convert.decimals ?? 0) : MAX_DECIMALS);
  const counted = metered.flatMap(({ quantity, heldQuantity }) => [quantity, heldQuantity]);
  return Math.min(Math.max(0, ...[...agreed, ...counted].map(decimalsOf)), MAX_DECIMALS);
}

/** Formats a quantity for display. */
export function formatQuantity(quantity: Exact, decimals = MAX_DECIMALS): string {
  return quantity.toDecimalPlaces(decimals, Exact.ROUND_HALF_UP).toFixed();
}

const decimalsOf = (decimal: string | null | undefined): number =>
  decimal === null || decimal === undefined ? 0 : Math.max(new Exact(decimal).decimalPlaces(), 0);
