import { Exact, sumOf } from '#platform/domain';
import { type ChargeFields, monthsOfDue } from '../charges/charge-fields.js';
import { countDays, plusMonths } from '../calendar/local-dates.js';
import type { ContractContent } from '../contract/contract-fields.js';
import { pausedDays } from '../pauses/pauses.js';

/**
 * Calculates the monthly payment on a day, regardless of usage: the sum of fees and minimums, or the contract's
 * minimum if that is higher. Quarterly and yearly amounts are divided by their number of months.
 */
export function monthlyPayment(
  { charges, machines, invoiceTerms }: Omit<PaymentTerms, 'pauses'>,
  on: string,
): Exact {
  const present = machines.filter(({ from, to }) => from <= on && (to === null || to > on));
  const ofCharges = sumOf(charges, (charge) => monthlyShare(charge, present));
  return Exact.max(ofCharges, invoiceTerms?.minimum?.amount ?? 0);
}

/**
 * Calculates the part of the monthly payments that is not due in [from, to) because the contract is paused: the
 * reduction of fees, and minimums in full, by the days of each month (docs/contracts/pauses.md).
 */
export function suspendedPayment(content: PaymentTerms, from: string, to: string): Exact {
  const isFee = ({ pricing }: ChargeFields): boolean => pricing.model === 'flat';
  const { machines } = content;
  const fees = monthlyPayment({ machines, charges: content.charges.filter(isFee) }, from);
  const minimums = monthlyPayment(content, from).minus(fees);
  return pausedDays(content.pauses, from, to).reduce((sum, { feePercent, ...days }) => {
    const ofMonth = fees.times(new Exact(100).minus(feePercent)).div(100).plus(minimums);
    return sum.plus(ofMonth.times(monthsOf(days)));
  }, new Exact(0));
}

type PaymentTerms = Pick<ContractContent, 'charges' | 'machines' | 'pauses'> &
  Partial<Pick<ContractContent, 'invoiceTerms'>>;

/** Returns the length of a range of days in months, counting each day as a fraction of its own month. */
function monthsOf({ from, to }: { readonly from: string; readonly to: string }): Exact {
  let months = new Exact(0);
  for (let first = `${from.slice(0, 7)}-01`; first < to; first = plusMonths(first, 1)) {
    const next = plusMonths(first, 1);
    const days = countDays(from > first ? from : first, to < next ? to : next);
    months = months.plus(new Exact(days).div(countDays(first, next)));
  }
  return months;
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
    return amount.div(monthsOfDue(due) ?? 1);
  }
  const minimum = new Exact(pricing.minAmount ?? 0);
  return countsBy === 'year' ? minimum.div(12) : minimum;
}
