import { request } from '../../../api/transport.js';
import type { GroupDocument, Invoice } from '../../../api/types.js';

/** The object of a decision: a single invoice, or a group document with the invoices of its contracts. */
export interface DecidedDocument {
  /** Name of the document before it has a number. */
  readonly name: string;
  /** The invoice that provides the number and the posting; undefined if none exists yet. */
  readonly lead: Invoice | undefined;
  readonly gross: Invoice['gross'];
  readonly currency: string;
  /** Issues the versions displayed to the user, on the given day, or today if it is undefined. */
  readonly issue: (issuedOn: string | undefined) => Promise<{ readonly number: string | null }>;
  /** Withdraws the approval. */
  readonly reopen: (why: string) => Promise<unknown>;
  /** Translation key that explains the effect of reopening. */
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
  const path = groupDocumentParams(document);
  const seen = seenVersions(document);
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

/** The displayed version of each contract's invoice. */
export function seenVersions({ contracts }: GroupDocument) {
  return contracts.map(({ id: invoiceId, version, contentHash }) => ({ invoiceId, version, contentHash }));
}

/** Path parameters of a group document. */
export const groupDocumentParams = ({ group, month }: GroupDocument) => ({ id: group.id, month });
