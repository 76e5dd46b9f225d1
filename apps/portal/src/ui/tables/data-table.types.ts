import type { ReactNode } from 'react';

/** Position of a column if a row takes two lines on a phone; `hide` omits the column there. */
export type PhoneSlot = 'lead' | 'title' | 'second' | 'third' | 'side' | 'side2' | 'hide';

/** Plain value of a cell: for sorting and exports. */
export type CellValue = string | number | Date | null;

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Plain value of the cell, for sorting within the table and for exports, which omit columns without it. */
  readonly value?: (row: Row) => CellValue;
  /** Name in exports and in the list of columns, if the header is not a string. */
  readonly name?: string;
  /** The column can't be hidden, because rows can't be distinguished without it. */
  readonly fixed?: boolean;
  /** CSS grid track, for example "120px" or "minmax(160px, 1fr)". */
  readonly width?: string;
  /** Right-aligns the column, for numbers. */
  readonly numeric?: boolean;
  readonly phone?: PhoneSlot;
  /** Label of the value on phones, which show no table header. */
  readonly phoneLabel?: string;
  /** Hidden if the table is narrower than 980 px, for example beside a panel. */
  readonly wide?: boolean;
  /** Sort key of the column's header; absent if it is not sortable. */
  readonly sort?: string;
}

export interface RowGroup<Row> {
  readonly key: string;
  readonly label: ReactNode;
  /** Secondary text after the count. */
  readonly note?: ReactNode;
  readonly rows: readonly Row[];
  /** Overrides the count of rows if some rows are nested below others. */
  readonly count?: number;
  readonly closed?: boolean;
}

/** The selected rows of a table. */
export interface Selection {
  /** Keys of the selected rows that are loaded, in their order. */
  readonly keys: readonly string[];
  /** True if the selection is all rows that match the filters, including those on pages that are not loaded. */
  readonly isEverything: boolean;
  readonly clear: () => void;
}

/** A line of the body: the header of a group, or a row with its index. */
export type Line<Row> =
  | { readonly kind: 'group'; readonly group: RowGroup<Row> }
  | { readonly kind: 'row'; readonly row: Row; readonly index: number };

/** Name of a column in exports and in the list of columns. */
export function nameOf({ name, header, key }: Pick<Column<never>, 'name' | 'header' | 'key'>): string {
  return name ?? (typeof header === 'string' && header !== '' ? header : key);
}

/** Flattens groups to lines; the rows of collapsed groups are omitted. */
export function toLines<Row>(groups: readonly RowGroup<Row>[], closed: ReadonlySet<string>): Line<Row>[] {
  const lines: Line<Row>[] = [];
  let index = 0;
  for (const group of groups) {
    if (group.label !== undefined && group.label !== null) lines.push({ kind: 'group', group });
    if (closed.has(group.key)) continue;
    for (const row of group.rows) lines.push({ kind: 'row', row, index: index++ });
  }
  return lines;
}
