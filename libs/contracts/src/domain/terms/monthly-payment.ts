import { Exact } from '#platform';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { ContractContent } from '../contract-fields.js';

/** What is due each month whatever is used, on a day: fees and minimums, those of a year by twelfths. */
export function monthlyPayment(
  { charges, machines }: Pick<ContractContent, 'charges' | 'machines'>,
  on: string,
): Exact {
  const present = machines.filter(({ from, to }) => from <= on && (to === null || to > on));
  return charges.reduce((total, charge) => total.plus(monthlyShare(charge, present)), new Exact(0));
}

function monthlyShare(
  { pricing, due, countsBy, perMachine, machineIds }: ChargeFields,
  present: ContractContent['machines'],
): Exact {
  if (pricing.model === 'flat') {
    if (due === 'once') return new Exact(0);
    const covered = present.filter(
      ({ machineId }) => machineIds.length === 0 || machineIds.includes(machineId),
    );
    const amount = new Exact(pricing.amount ?? 0).times(perMachine ? covered.length : 1);
    return due === 'yearly' ? amount.div(12) : amount;
  }
  const minimum = new Exact(pricing.minAmount ?? 0);
  return countsBy === 'year' ? minimum.div(12) : minimum;
}
