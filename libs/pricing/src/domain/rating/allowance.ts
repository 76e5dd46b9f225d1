import { Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';

/** Returns the allowance for machines: the charge's own quantity plus an allowance for each machine. */
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

/** Returns the quantity beyond the allowance; zero within it. */
export function beyondAllowance(quantity: Exact, allowance: Exact): Exact {
  return Exact.max(quantity.minus(allowance), 0);
}
