import type { GroupDocument, Invoice } from '../../../api/types.js';

/** What is decided in one go: an invoice that is billed alone, or a group's document with the invoices of its contracts. */
export interface DecidedDocument {
  /** What it is called before it has a number. */
  readonly name: string;
  /** Where its decisions are sent. */
  readonly path: string;
  /** The invoice by which it is numbered and booked; missing where there is none yet. */
  readonly lead: Invoice | undefined;
  readonly gross: Invoice['gross'];
  readonly currency: string;
  /** What the person has before them, as decisions name it. */
  readonly seen: object;
  /** The same by version alone. */
  readonly seenVersions: object;
  /** Key of the text that says what becomes of a reopened one. */
  readonly reopenEffect: 'maker:invoice.reopenEffect' | 'maker:group.reopenEffect';
}

export interface DecisionDialogProps {
  readonly document: DecidedDocument;
  readonly onClose: () => void;
}

export function invoiceToDecide(invoice: Invoice): DecidedDocument {
  const { version, contentHash } = invoice;
  return {
    name: invoice.contract.number,
    path: `/invoices/${invoice.id}`,
    lead: invoice,
    gross: invoice.gross,
    currency: invoice.currency,
    seen: { version, contentHash },
    seenVersions: { version },
    reopenEffect: 'maker:invoice.reopenEffect',
  };
}

export function groupToDecide(document: GroupDocument): DecidedDocument {
  return {
    name: document.group.name,
    path: pathOf(document),
    lead: document.contracts[0],
    gross: document.gross,
    currency: document.currency,
    seen: { invoices: seenOf(document) },
    seenVersions: { invoices: seenOf(document).map(({ invoiceId, version }) => ({ invoiceId, version })) },
    reopenEffect: 'maker:group.reopenEffect',
  };
}

/** Of each contract's invoice, what the person has before them. */
export function seenOf({ contracts }: GroupDocument) {
  return contracts.map(({ id: invoiceId, version, contentHash }) => ({ invoiceId, version, contentHash }));
}

export const pathOf = ({ group, month }: GroupDocument): string =>
  `/bill-groups/${group.id}/documents/${month}`;
