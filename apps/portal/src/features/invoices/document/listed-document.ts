import type { TFunction } from 'i18next';
import type { InvoiceRow } from '../../../api/types.js';

/** What a list shows of a row: the invoice, or all of the group's document that it stands for. */
export function listed(row: InvoiceRow) {
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

/** The row as its document: for what sums and sorts rows without opening them. */
export function asDocument(row: InvoiceRow): InvoiceRow {
  const { state, heldLines, gross } = listed(row);
  return { ...row, state, heldLines, gross };
}

/** Where the document is shown. @param base of a side's invoices and groups */
export function pageOf(
  row: InvoiceRow,
  base: { readonly invoices: string; readonly groups: string },
): string {
  const { group } = listed(row);
  return group === null ? `${base.invoices}/${row.id}` : `${base.groups}/${group.id}/${group.month}`;
}

/** Up to this many contracts are named where there is little room. */
const NAMED = 2;

/** A document's contracts where there is little room: all of two, and of more the first with how many there are besides. */
export function contractsInShort(t: TFunction, contracts: readonly string[]): string {
  const [first] = contracts;
  if (first === undefined || contracts.length <= NAMED) return contracts.join(', ');
  return t('document.andMore', { first, count: contracts.length - 1, all: contracts.length });
}
