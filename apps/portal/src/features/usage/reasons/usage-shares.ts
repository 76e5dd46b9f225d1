import type { UsagePeriod } from '../../../api/types.js';
import type { QuantityShare } from '../../../ui/values/quantity-bar.js';

type Complete = Pick<UsagePeriod, 'quantity' | 'estimatedQuantity' | 'heldQuantity'>;

/** Shares of a usage bar: measured, estimated and on hold; `total` is the quantity of a full bar. */
export function usageShares(usage: Complete, total: number): QuantityShare[] {
  const estimated = Number(usage.estimatedQuantity);
  return [
    { kind: 'measured', share: Math.max(0, Number(usage.quantity ?? 0) - estimated) / total },
    { kind: 'estimated', share: estimated / total },
    { kind: 'held', share: Number(usage.heldQuantity) / total },
  ];
}
