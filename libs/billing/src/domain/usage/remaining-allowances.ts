import type { DraftLine } from '#invoicing/domain';
import { Exact, sumOf } from '#platform/domain';
import { convertQuantity } from '#pricing/domain';

/** Used and remaining quantity of an allowance. Decimals are strings in the charge's billing unit. */
export interface RemainingAllowance {
  readonly chargeKey: string;
  /** Null unless the charge rates each machine separately. */
  readonly machineId: string | null;
  /** The first day of the allowance's month or contract year. */
  readonly counterFrom: string;
  readonly used: string;
  readonly included: string;
  /** Quantity that earlier months of the rated period did not use, so that this month can use it. */
  readonly left: string;
}

/** Returns the remaining allowances of a month's charges: one per pool, or one per machine that is rated separately. */
export function remainingAllowances(lines: readonly DraftLine[]): RemainingAllowance[] {
  const allowances = new Map<string, RemainingAllowance>();
  for (const { place, params, snapshot } of lines) {
    const included = new Exact(String(params.included ?? '0'));
    if (place === null || snapshot === null || included.isZero() || params.correctedPart !== undefined)
      continue;
    const { chargeKey, counterFrom, partFrom } = place;
    const { counted, applied } = snapshot;
    const machineId = applied.pooling === 'per_machine' ? place.machineId : null;
    const sum = (facts: typeof counted): Exact =>
      convertQuantity(
        sumOf(facts, ({ quantity }) => quantity ?? 0),
        applied.convert,
      );
    const before = partFrom === null ? [] : counted.filter(({ from }) => from < partFrom);
    const key = JSON.stringify([chargeKey, counterFrom, machineId]);
    // If a price changed within a month, the month has one line for the days before the change and one for the days
    // after it. Only the first line is used.
    if (allowances.has(key)) continue;
    allowances.set(key, {
      chargeKey,
      machineId,
      counterFrom,
      used: sum(counted).toFixed(),
      included: included.toFixed(),
      left: Exact.max(included.minus(sum(before)), 0).toFixed(),
    });
  }
  return [...allowances.values()];
}
