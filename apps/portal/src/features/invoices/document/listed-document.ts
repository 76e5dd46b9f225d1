import type { TFunction } from 'i18next';
import type { Format } from '../../../format/use-format.js';
import type { InvoiceRow } from '../../../api/types.js';

/** Returns the displayed values of a row: those of its invoice, or those of the whole group document. */
export function toListedDocument(row: InvoiceRow) {
  const { billGroup, together } = row;
  if (billGroup === null || together === null)
    return {
      name: row.contract.number,
      group: null,
      contracts: [row.contract.number],
      state: row.state,
      heldLines: row.heldLines,
      gross: row.gross,
    };
  return {
    name: billGroup.name,
    group: billGroup,
    contracts: together.contracts.map(({ contract }) => contract),
    state: together.state,
    heldLines: together.heldLines,
    gross: together.gross,
  };
}

/** States of documents, in lifecycle order. */
export const DOCUMENT_STATES = ['draft', 'held', 'approved', 'issued', 'credited'] as const;

/** Gross amount with the sign that it has in totals: credit notes are negative. */
export function signedGross({ kind, gross }: Pick<InvoiceRow, 'kind' | 'gross'>): string {
  return kind === 'credit_note' ? `-${gross.amount}` : gross.amount;
}

/** Day on which a document is due; null until it is issued, and for credit notes, which are not paid. */
export function dueDayOf({ documentType, dueOn }: Pick<InvoiceRow, 'documentType' | 'dueOn'>): string | null {
  return documentType === 'credit_note' ? null : dueOn;
}

/** Returns the formatted due date; empty if there is none. */
export function formatDueDay(
  format: Pick<Format, 'date'>,
  row: Pick<InvoiceRow, 'documentType' | 'dueOn'>,
): string {
  const day = dueDayOf(row);
  return day === null ? '' : format.date(`${day}T00:00:00Z`, 'UTC');
}

/** Replaces a row's values with those of its document, for code that sums or sorts rows. */
export function withDocumentValues(row: InvoiceRow): InvoiceRow {
  const { state, heldLines, gross } = toListedDocument(row);
  return { ...row, state, heldLines, gross };
}

/** The page of a document. @param base base path of invoices and groups in this area */
export function pageOf(
  row: InvoiceRow,
  base: { readonly invoices: string; readonly groups: string },
): string {
  const { group } = toListedDocument(row);
  return group === null ? `${base.invoices}/${row.id}` : `${base.groups}/${group.id}/${group.month}`;
}

/** Maximum number of contracts named in a short list. */
const MAX_NAMED = 2;

/**
 * Formats a short list of a document's contracts: both if there are two, otherwise the first one and the number of
 * others.
 */
export function formatContracts(t: TFunction, contracts: readonly string[]): string {
  const [first] = contracts;
  if (first === undefined || contracts.length <= MAX_NAMED) return contracts.join(', ');
  return t('document.andMore', { first, count: contracts.length - 1 });
}
