/** Effort of one search, in steps. */
const MAX_STEPS = 30_000;
const MAX_SIZE = 12;

export interface Summand {
  readonly amount: bigint;
}

/**
 * Finds sets of at least two positive amounts with an exact sum, smallest sets first. The search is limited, so it can
 * miss sets; what it returns is exact.
 * @param summands in order of preference
 * @param limit number of sets after which the search ends
 */
export function subsetsWithSum<T extends Summand>(summands: readonly T[], sum: bigint, limit: number): T[][] {
  const usable = summands.filter(({ amount }) => amount > 0n && amount < sum);
  // Sum of all amounts from an index on, to abandon branches that can't reach the sum.
  const remaining = new Array<bigint>(usable.length + 1).fill(0n);
  for (let at = usable.length - 1; at >= 0; at--)
    remaining[at] = (remaining[at + 1] ?? 0n) + (usable[at]?.amount ?? 0n);
  // The last member of a set is looked up by its amount instead of searched.
  const byAmount = new Map<bigint, number[]>();
  usable.forEach(({ amount }, at) => {
    const positions = byAmount.get(amount);
    if (positions) positions.push(at);
    else byAmount.set(amount, [at]);
  });
  const found: T[][] = [];
  let steps = 0;
  const search = (from: number, missing: bigint, size: number, chosen: readonly T[]): void => {
    if (size === 1) {
      for (const at of byAmount.get(missing) ?? []) {
        const last = usable[at];
        if (at >= from && last && found.length < limit) found.push([...chosen, last]);
      }
      return;
    }
    for (let at = from; at <= usable.length - size; at++) {
      if (found.length >= limit || ++steps > MAX_STEPS || (remaining[at] ?? 0n) < missing) return;
      const next = usable[at];
      if (next && next.amount < missing) search(at + 1, missing - next.amount, size - 1, [...chosen, next]);
    }
  };
  for (let size = 2; size <= Math.min(MAX_SIZE, usable.length); size++) {
    if (found.length >= limit || steps > MAX_STEPS) break;
    search(0, sum, size, []);
  }
  return found;
}
