import { type Charge, partOf, shareAllowance } from '#contracts';
import { Exact, toMinor } from '#platform';
import { rateCharge } from './rating/rate-charge.js';
import { toFact } from './rating/usage.js';

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
  const exact = partOf(new Exact(amount), { used: days, of });
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

/** (quantity - included) x unit price, nothing below the included quantity, rounded once: a `unit` charge with its allowance. */
export function rateUsage(
  quantity: string,
  included: string,
  unitPrice: string,
  currency: string,
): RatedUsage {
  const charge: Charge = { key: 'usage', model: 'unit', unitPrice, includedQuantity: included };
  const fact = toFact({ charge: charge.key, quantity }, undefined);
  const moment = { final: true, settled: true, contractMonth: 1, interimRuns: 0 };
  const { lines } = rateCharge(charge, [fact], moment, currency);
  const { quantity: overage, exact, amount } = lines[0]!;
  return { overage: overage!.toFixed(), exact: exact!.toFixed(), minor: toMinor(amount!, currency) };
}
