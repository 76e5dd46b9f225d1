import type { InvoiceTerms } from '../../api/types.js';

/** The terms of a whole bill in a form, laid out as the request is. */
export interface InvoiceTermValues {
  /** An empty amount: none. */
  readonly minimum: { readonly amount: string; readonly clause: string };
}

export function toInvoiceTermValues(terms: InvoiceTerms | null): InvoiceTermValues {
  return { minimum: terms?.minimum ?? { amount: '', clause: '' } };
}

export function toInvoiceTerms({ minimum }: InvoiceTermValues): InvoiceTerms | null {
  const amount = minimum.amount.trim();
  return amount === '' ? null : { minimum: { amount, clause: minimum.clause.trim() } };
}
