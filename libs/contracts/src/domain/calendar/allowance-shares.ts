import { Exact, roundTogether } from '#platform/domain';

/**
 * Divides a period's included quantity among the parts of the period. Parts that make up a whole period (for a pool:
 * whole periods of its machines) add up to the agreed quantity. Other parts get only whole billing units, and their
 * total is rounded down (docs/rules/rating.md#change-inside-a-period). Each share is rounded down; the remaining units
 * go to the parts with the largest remainders and, if remainders are equal, to the earlier part.
 * @param included decimal
 * @param used the share of the period that each part uses, in days or milliseconds
 * @param of the whole period, in the same unit
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
