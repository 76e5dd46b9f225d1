/** A document a seller gives: what is owed, what of it is given back, or what an invoice lacked. */
export type DocumentKind = 'invoice' | 'credit_note' | 'correction';

export const INVOICE_STATES = ['draft', 'held', 'approved', 'issued', 'credited'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/** What keeps an invoice, or a part of it, from being approved, or why there is none: a code with what its text shows. */
export interface HoldReason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
}

export type InvoiceEvent = 'draft' | 'hold' | 'approve' | 'reopen' | 'issue' | 'credit_in_full';

const NEXT: Readonly<Record<InvoiceState, Partial<Record<InvoiceEvent, InvoiceState>>>> = {
  draft: { draft: 'draft', hold: 'held', approve: 'approved' },
  held: { draft: 'draft', hold: 'held' },
  // Drafted again with other content, or opened again by hand: what was approved is not what would be issued.
  approved: { draft: 'draft', hold: 'held', reopen: 'draft', issue: 'issued' },
  issued: { credit_in_full: 'credited' },
  credited: {},
};

/** The state that an event leads to; null where it may not happen. */
export function nextInvoiceState(state: InvoiceState, event: InvoiceEvent): InvoiceState | null {
  return NEXT[state][event] ?? null;
}

/** From issue on nobody changes a document. */
export function isIssued(state: InvoiceState): boolean {
  return state === 'issued' || state === 'credited';
}
