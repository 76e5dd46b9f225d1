import type { Contract } from '../api/types.js';

/** How a contract is billed where lines wait, months are corrected or invoices disputed. */
export interface BillingTerms {
  /** What a line that waits does to its invoice. */
  readonly hold: 'line' | 'invoice';
  /** How an issued month is corrected. */
  readonly corrections: 'line' | 'document';
  /** Days after it is due on which an invoice may be disputed. */
  readonly disputeDays: number;
}

/** Where a contract says nothing. */
export const USUAL_TERMS: BillingTerms = { hold: 'line', corrections: 'line', disputeDays: 30 };

/** What a contract's terms say, what they leave open as it is then. */
export function billingTermsOf({ terms }: Pick<Contract, 'terms'>): BillingTerms {
  const billing = partOf(terms, 'billing');
  const days = partOf(terms, 'meter')['dispute_days'];
  return {
    hold: billing['hold'] === 'invoice' ? 'invoice' : USUAL_TERMS.hold,
    corrections: billing['corrections'] === 'document' ? 'document' : USUAL_TERMS.corrections,
    disputeDays: typeof days === 'number' ? days : USUAL_TERMS.disputeDays,
  };
}

/** A part of the terms that may be anything, as what it says. */
export function partOf(terms: Contract['terms'], part: string): Readonly<Record<string, unknown>> {
  const value = terms[part];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
