import type { ReactNode } from 'react';

/** Position of a column if a row takes two lines on a phone; `hide` omits the column there. */
export type PhoneSlot = 'lead' | 'title' | 'second' | 'third' | 'side' | 'side2' | 'hide';

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
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

/** A line of the body: the header of a group, or a row with its index. */
export type Line<Row> =
  | { readonly kind: 'group'; readonly group: RowGroup<Row> }
  | { readonly kind: 'row'; readonly row: Row; readonly index: number };

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
