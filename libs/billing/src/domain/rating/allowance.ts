import type { Charge } from '#contracts';
import { Exact } from '#platform';

/** What is included for so many machines: the charge's own quantity, and one for each machine. */
export function allowanceFor(
  { includedQuantity, includedQuantityPerMachine }: Charge,
  machines: number,
): Exact {
  return new Exact(includedQuantity ?? 0).plus(new Exact(includedQuantityPerMachine ?? 0).times(machines));
}

/** What is beyond the allowance, nothing below it. */
export function beyondAllowance(quantity: Exact, allowance: Exact): Exact {
  return Exact.max(quantity.minus(allowance), 0);
}
