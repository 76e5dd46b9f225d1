import { shareAllowance } from '#contracts';
import { Exact, toMinor } from '#platform';

/** Decimals are strings; money is rounded once, here, half away from zero. */
export interface RatedAmount {
  /** Before rounding, in major units. */
  readonly exact: string;
  readonly minor: bigint;
}

/** Which part of a month counts. */
export interface Share {
  readonly days: number;
  readonly of: number;
}

/** A monthly amount for the days billed: from the exact fraction, multiplied before it is divided. */
export function rateBase(amount: string, { days, of }: Share, currency: string): RatedAmount {
  const exact = new Exact(amount).times(days).div(of);
  return { exact: exact.toFixed(), minor: toMinor(exact, currency) };
}

/** The included quantity for the days billed: of a part of a month no more than whole units, as `shareAllowance` has it. */
export function includedFor(includedQuantity: string, { days, of }: Share): string {
  return shareAllowance(includedQuantity, [days], of)[0]!;
}

export interface RatedUsage extends RatedAmount {
  /** What is beyond the included quantity. */
  readonly overage: string;
}

/** (quantity - included) x unit price, nothing below the included quantity, rounded once. */
export function rateUsage(
  quantity: string,
  included: string,
  unitPrice: string,
  currency: string,
): RatedUsage {
  const overage = Exact.max(new Exact(quantity).minus(included), 0);
  const exact = overage.times(unitPrice);
  return { overage: overage.toFixed(), exact: exact.toFixed(), minor: toMinor(exact, currency) };
}
