import type { UsagePeriod } from '../../../api/types.js';
import type { QuantityShare } from '../../../ui/values/quantity-bar.js';

type Complete = Pick<UsagePeriod, 'quantity' | 'estimatedQuantity' | 'heldQuantity'>;

/** Shares of a usage bar: measured, estimated and on hold; `whole` is the quantity of a full bar. */
export function usageShares(usage: Complete, whole: number): QuantityShare[] {
  const estimated = Number(usage.estimatedQuantity);
  return [
    { kind: 'measured', share: Math.max(0, Number(usage.quantity ?? 0) - estimated) / whole },
    { kind: 'estimated', share: estimated / whole },
    { kind: 'held', share: Number(usage.heldQuantity) / whole },
  ];
}
