import { request } from '../../../api/transport.js';
import type { GroupDocument, Invoice } from '../../../api/types.js';

/** What is decided in one go: an invoice that is billed alone, or a group's document with the invoices of its contracts. */
export interface DecidedDocument {
  /** What it is called before it has a number. */
  readonly name: string;
  /** The invoice by which it is numbered and booked; missing where there is none yet. */
  readonly lead: Invoice | undefined;
  readonly gross: Invoice['gross'];
  readonly currency: string;
  /** Issues the versions that the person sees, on the given day or on the day of issue. */
  readonly issue: (issuedOn: string | undefined) => Promise<{ readonly number: string | null }>;
  /** Withdraws the approval. */
  readonly reopen: (why: string) => Promise<unknown>;
  /** Key of the text that says what becomes of a reopened one. */
  readonly reopenEffect: 'maker:invoice.reopenEffect' | 'maker:group.reopenEffect';
}

export interface DecisionDialogProps {
  readonly document: DecidedDocument;
  readonly onClose: () => void;
}

export function invoiceToDecide(invoice: Invoice): DecidedDocument {
  const { version, contentHash } = invoice;
  const path = { id: invoice.id };
  return {
    name: invoice.contract.number,
    lead: invoice,
    gross: invoice.gross,
    currency: invoice.currency,
    issue: (issuedOn) =>
      request('POST', '/invoices/{id}/issue', {
        path,
        body: { version, contentHash, issuedOn },
        idempotencyKey: crypto.randomUUID(),
      }),
    reopen: (why) => request('POST', '/invoices/{id}/reopen', { path, body: { version, why } }),
    reopenEffect: 'maker:invoice.reopenEffect',
  };
}

export function groupToDecide(document: GroupDocument): DecidedDocument {
  const path = placeOf(document);
  const seen = seenOf(document);
  return {
    name: document.group.name,
    lead: document.contracts[0],
    gross: document.gross,
    currency: document.currency,
    issue: (issuedOn) =>
      request('POST', '/bill-groups/{id}/documents/{month}/issue', {
        path,
        body: { invoices: seen, issuedOn },
        idempotencyKey: crypto.randomUUID(),
      }),
    reopen: (why) =>
      request('POST', '/bill-groups/{id}/documents/{month}/reopen', {
        path,
        body: { invoices: seen.map(({ invoiceId, version }) => ({ invoiceId, version })), why },
      }),
    reopenEffect: 'maker:group.reopenEffect',
  };
}

/** Of each contract's invoice, what the person has before them. */
export function seenOf({ contracts }: GroupDocument) {
  return contracts.map(({ id: invoiceId, version, contentHash }) => ({ invoiceId, version, contentHash }));
}

/** Path parameters of a group's document. */
export const placeOf = ({ group, month }: GroupDocument) => ({ id: group.id, month });
