import type { ReactNode } from 'react';

/** Where a column goes when a row takes two lines on a phone; `hide` leaves it out there. */
export type PhoneSlot = 'lead' | 'title' | 'second' | 'third' | 'side' | 'side2' | 'hide';

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** CSS grid track, for example "120px" or "minmax(160px, 1fr)". */
  readonly width?: string;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  readonly phone?: PhoneSlot;
  /** What the value is, where a phone shows no header that would say it. */
  readonly phoneLabel?: string;
  /** Left out where the table itself has less than 980 px, as beside a panel. */
  readonly wide?: boolean;
  /** Key the list is sorted by when its header is pressed; absent: not sortable. */
  readonly sort?: string;
}

export interface RowGroup<Row> {
  readonly key: string;
  readonly label: ReactNode;
  /** Quiet words behind the count. */
  readonly note?: ReactNode;
  readonly rows: readonly Row[];
  /** Instead of how many rows there are, where some of them stand under another. */
  readonly count?: number;
  readonly closed?: boolean;
}

/** A line of the body: the head of a group or a row with its place among the rows. */
export type Line<Row> =
  | { readonly kind: 'group'; readonly group: RowGroup<Row> }
  | { readonly kind: 'row'; readonly row: Row; readonly index: number };

/** Lays groups out as lines; the rows of a closed group are left out. */
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
