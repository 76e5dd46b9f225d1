import { divideByWeight, Exact } from '#platform';

/**
 * What the parts of a period get of the quantity that is included in the whole of it, part by part. The parts of a whole period
 * add up to the quantity as agreed, by largest remainder; a part that stands alone, or parts that leave some of the period
 * unbilled, get no more than whole billing units, rounded down (billing.md, section 0, "change inside a period").
 * @param included decimal
 * @param used what each part uses of the period, in days or milliseconds
 * @param of the whole period in the same
 */
export function shareAllowance(included: string, used: readonly number[], of: number): string[] {
  const sum = used.reduce((total, part) => total + part, 0);
  if (sum === 0) return used.map(() => '0');
  const agreed = new Exact(included);
  const [whole, decimals] =
    sum === of ? [agreed, agreed.decimalPlaces()] : [agreed.times(sum).div(of).floor(), 0];
  const unit = new Exact(10).pow(decimals);
  return divideByWeight(
    BigInt(whole.times(unit).toFixed()),
    used.map((part) => new Exact(part)),
  ).map((units) => new Exact(units.toString()).div(unit).toFixed());
}
