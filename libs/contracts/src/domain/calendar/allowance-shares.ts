import { Exact, sumMinor } from '#platform/domain';

/**
 * What the parts of a period get of the quantity that is included in the whole of it, part by part. The parts of a whole period
 * (of a pool: of whole periods of its machines) add up to the quantity as agreed; a part that stands alone, or parts that leave some
 * of the period unbilled, get no more than whole billing units, rounded down together (billing.md, section 0, "change inside a
 * period"). Each gets its share rounded down, and what is left goes by largest remainder, to the earlier of equal ones.
 * @param included decimal
 * @param used what each part uses of the period, in days or milliseconds
 * @param of the whole period in the same
 */
export function shareAllowance(included: string, used: readonly number[], of: number): string[] {
  const agreed = new Exact(included);
  const decimals = agreed.decimalPlaces();
  const isWhole = used.reduce((total, part) => total + part, 0) % of === 0;
  const unit = isWhole ? new Exact(10).pow(-decimals) : new Exact(1);
  // Over a common denominator, so that remainders are exact.
  const scaled = BigInt(agreed.times(new Exact(10).pow(decimals)).toFixed());
  const divisor = BigInt(of) * (isWhole ? 1n : 10n ** BigInt(decimals));
  const shares = used.map((part, index) => {
    const share = scaled * BigInt(part);
    return { index, units: share / divisor, remainder: share % divisor };
  });
  const left = Number(sumMinor(shares, ({ remainder }) => remainder) / divisor);
  const byRemainder = [...shares].sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  const extra = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return shares.map(({ index, units }) =>
    unit.times((units + (extra.has(index) ? 1n : 0n)).toString()).toFixed(),
  );
}
