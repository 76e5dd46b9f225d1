import { Exact, roundTogether } from '#platform/domain';

/**
 * What the parts of a period get of the quantity that is included in the whole of it, part by part. The parts of a whole period (of
 * a pool: of whole periods of its machines) add up to the quantity as agreed; a part that stands alone, or parts that leave some of
 * the period unbilled, get no more than whole billing units, rounded down together (docs/rules/rating.md#change-inside-a-period).
 * Each gets its share rounded down, and what is left goes by largest remainder, to the earlier of equal ones.
 * @param included decimal
 * @param used what each part uses of the period, in days or milliseconds
 * @param of the whole period in the same
 */
export function shareAllowance(included: string, used: readonly number[], of: number): string[] {
  const agreed = new Exact(included);
  const sum = used.reduce((total, part) => total + part, 0);
  const unit = sum % of === 0 ? new Exact(10).pow(-agreed.decimalPlaces()) : new Exact(1);
  const unitsOf = (part: number): Exact => agreed.times(part).div(of).div(unit);
  return roundTogether(BigInt(unitsOf(sum).floor().toFixed()), used.map(unitsOf)).map((units) =>
    unit.times(units.toString()).toFixed(),
  );
}
