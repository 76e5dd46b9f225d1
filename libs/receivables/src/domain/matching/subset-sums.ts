/** Maximum number of steps of one search. */
const MAX_STEPS = 12_000;
const MAX_SIZE = 12;
const NONE: readonly number[] = [];
/** Units of a thousandth. Amounts in thousandths are integers, which numbers represent and add exactly. */
const THOUSANDTH = 100n;

export interface Summand {
  /** In units (`toUnits`). */
  readonly amount: bigint;
}

export interface SubsetLimits {
  /** Number of sets after which the search ends. */
  readonly limit: number;
  readonly maxSize?: number | undefined;
}

/**
 * Finds sets of at least two positive amounts with an exact sum, smallest sets first. The search is limited, so it can
 * miss sets; the returned sets are exact.
 * @param summands in order of preference
 */
export function subsetsWithSum<T extends Summand>(
  summands: readonly T[],
  sum: bigint,
  { limit, maxSize = MAX_SIZE }: SubsetLimits,
): T[][] {
  const usable = summands.filter(({ amount }) => amount > 0n && amount < sum);
  const amounts = usable.map(({ amount }) => toThousandths(amount));
  const target = toThousandths(sum);
  if (target === null) return [];
  // Sum of all amounts from an index on, to abandon branches that can't reach the sum.
  const remaining = new Array<number>(usable.length + 1).fill(0);
  // The last member of a set is looked up by its amount instead of searched.
  const byAmount = new Map<number, number[]>();
  for (let at = usable.length - 1; at >= 0; at--) {
    const amount = amounts[at] ?? 0;
    remaining[at] = (remaining[at + 1] ?? 0) + amount;
    const positions = byAmount.get(amount);
    if (positions) positions.unshift(at);
    else byAmount.set(amount, [at]);
  }
  const found: number[][] = [];
  let steps = 0;
  const chosen: number[] = [];
  const search = (from: number, missing: number, size: number): void => {
    if (size === 1) {
      for (const at of byAmount.get(missing) ?? NONE)
        if (at >= from && found.length < limit) found.push([...chosen, at]);
      return;
    }
    for (let at = from; at <= amounts.length - size; at++) {
      if (found.length >= limit || ++steps > MAX_STEPS || (remaining[at] ?? 0) < missing) return;
      // An amount with more than three decimals is not used in sets.
      const next = amounts[at] ?? 0;
      if (next === 0 || next >= missing) continue;
      chosen.push(at);
      search(at + 1, missing - next, size - 1);
      chosen.pop();
    }
  };
  for (let size = 2; size <= Math.min(maxSize, usable.length); size++) {
    if (found.length >= limit || steps > MAX_STEPS) break;
    search(0, target, size);
  }
  return found.map((set) => set.flatMap((at) => usable[at] ?? []));
}

/**
 * Converts an amount to thousandths; null if it is not a whole number of thousandths, or too large for an exact number.
 */
function toThousandths(units: bigint): number | null {
  const thousandths = Number(units / THOUSANDTH);
  return units % THOUSANDTH === 0n && Number.isSafeInteger(thousandths) ? thousandths : null;
}
