import type { InvoiceRow } from '../api/types.js';

/** What a list shows of a row: the invoice, or all of the group's document that it stands for. */
export function listed(row: InvoiceRow) {
  const { billGroup, together } = row;
  if (billGroup === null || together === null)
    return {
      name: row.contract.number,
      group: null,
      contracts: [] as readonly string[],
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
