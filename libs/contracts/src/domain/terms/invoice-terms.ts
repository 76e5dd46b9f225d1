import { Exact, type FieldFault } from '#platform';
import type { ChargeFields } from '../charges/charge-fields.js';

/** What is due at least of a month, whatever its fees and its usage come to. */
export interface AgreedMinimum {
  /** Decimal, in the contract's currency, of a whole month. */
  readonly amount: string;
  /** Where the contract says so. */
  readonly clause: string;
}

/** What is agreed of a whole bill, beside the charges on it. */
export interface InvoiceTerms {
  /** Null where none is agreed. */
  readonly minimum: AgreedMinimum | null;
}

const LONGEST_CLAUSE = 100;
const AMOUNT = /^\d{1,15}(\.\d{1,12})?$/;

/** What is wrong with the terms of a whole bill, each fault at its field. */
export function findInvoiceTermFaults({
  invoiceTerms,
  charges,
}: {
  readonly invoiceTerms: InvoiceTerms | null;
  readonly charges: readonly ChargeFields[];
}): FieldFault[] {
  return invoiceTerms?.minimum ? findMinimumFaults(invoiceTerms.minimum, charges) : [];
}

function findMinimumFaults(
  { amount, clause }: AgreedMinimum,
  charges: readonly ChargeFields[],
): FieldFault[] {
  const at = '/invoiceTerms/minimum';
  return [
    ...(isPositive(amount) ? [] : [fault(`${at}/amount`, 'amount_not_positive', { value: amount })]),
    ...(clause.length <= LONGEST_CLAUSE
      ? []
      : [fault(`${at}/clause`, 'clause_too_long', { max: LONGEST_CLAUSE })]),
    // What a month brings in cannot be told of what is due, or counts, by the year.
    ...charges.flatMap((charge, index) => {
      const field = yearlyField(charge);
      return field === null ? [] : [fault(`/charges/${index}/${field}`, 'minimum_needs_months')];
    }),
  ];
}

function yearlyField({ due, countsBy, pricing }: ChargeFields): 'due' | 'countsBy' | null {
  if (pricing.model === 'flat') return due === 'yearly' ? 'due' : null;
  return countsBy === 'year' ? 'countsBy' : null;
}

const isPositive = (value: string): boolean => AMOUNT.test(value) && new Exact(value).gt(0);

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `contracts.${code}`,
  params,
});
