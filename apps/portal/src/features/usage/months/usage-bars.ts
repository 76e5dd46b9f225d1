import type { UsagePeriod } from '../../../api/types.js';
import type { QuantityShare } from '../../../ui/values/quantity-bar.js';
import { usageShares } from '../reasons/usage-shares.js';

/** Largest quantity of any month including usage on hold, which is the width of the longest bar. Never zero. */
export function widestMonth(periods: readonly UsagePeriod[]): number {
  return Math.max(
    1e-9,
    ...periods.map((period) => Number(period.quantity ?? 0) + Number(period.heldQuantity)),
  );
}

/** Shares of a month's bar. A month without data takes the full width, because its quantity is unknown. */
export function barOf(
  period: Pick<UsagePeriod, 'quantity' | 'estimatedQuantity' | 'heldQuantity' | 'state'>,
  widest: number,
): QuantityShare[] {
  const held = Number(period.heldQuantity);
  if (period.quantity === null && held === 0) return [{ kind: 'unknown', share: 1 }];
  return usageShares(period, widest);
}
