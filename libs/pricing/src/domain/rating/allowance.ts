import { Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';

/** What is included for machines: the charge's own quantity, and one for each of them. */
export function allowanceFor(
  { includedQuantity, includedQuantityPerMachine, ofMachine }: ChargeInTime,
  machines: readonly (string | null)[],
): Exact {
  return machines.reduce<Exact>(
    (total, machine) => {
      const own = ofMachine?.get(machine);
      return total.plus((own ? own.includedQuantity : includedQuantityPerMachine) ?? 0);
    },
    new Exact(includedQuantity ?? 0),
  );
}

/** What is beyond the allowance, nothing below it. */
export function beyondAllowance(quantity: Exact, allowance: Exact): Exact {
  return Exact.max(quantity.minus(allowance), 0);
}
