/** A document of a seller: an invoice, a credit note, or a correction that adds to an invoice. */
export type DocumentKind = 'invoice' | 'credit_note' | 'correction';

export const INVOICE_STATES = ['draft', 'held', 'approved', 'issued', 'credited'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/**
 * Reason why an invoice or a part of it can't be approved, or why there is no invoice: a code with the parameters of
 * its text.
 */
export interface HoldReason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
}

export type InvoiceEvent = 'draft' | 'hold' | 'approve' | 'reopen' | 'issue' | 'credit_in_full';

const NEXT: Readonly<Record<InvoiceState, Partial<Record<InvoiceEvent, InvoiceState>>>> = {
  draft: { draft: 'draft', hold: 'held', approve: 'approved' },
  held: { draft: 'draft', hold: 'held' },
  // An approved draft that is recalculated with different content or reopened must be approved again, because other
  // content would be issued.
  approved: { draft: 'draft', hold: 'held', reopen: 'draft', issue: 'issued' },
  issued: { credit_in_full: 'credited' },
  credited: {},
};

/** Returns the state after an event; null if the event is not allowed. */
export function nextInvoiceState(state: InvoiceState, event: InvoiceEvent): InvoiceState | null {
  return NEXT[state][event] ?? null;
}

/** Returns true for issued documents, which never change. */
export function isIssued(state: InvoiceState): boolean {
  return state === 'issued' || state === 'credited';
}
