import {
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSelectionFeature,
  type RowSelectionState,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { CellValue, Column } from './data-table.types.js';
import { DEFAULT_LAYOUT, type TableLayout } from './table-layout.js';

const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
type Features = typeof features;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Compares values of a column. Missing values come last in ascending order. */
export function compareValues(a: CellValue, b: CellValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return collator.compare(String(a), String(b));
}

export interface TableModel<Row> {
  /** Visible columns. */
  readonly columns: readonly Column<Row>[];
  /** Rows in the order of the sort. */
  readonly rows: readonly Row[];
  /** CSS grid track of a column: as resized, or by default. */
  readonly trackOf: (column: Column<Row>) => string;
  readonly isSelected: (key: string) => boolean;
  readonly toggle: (key: string) => void;
  /** Selects exactly these rows. */
  readonly select: (keys: readonly string[]) => void;
  readonly clear: () => void;
}

interface TableModelInput<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly layout?: TableLayout;
  /** Sort of the rows in this table; undefined if they are sorted already. `-key` sorts in descending order. */
  readonly localSort?: string;
}

/** State of a table that is independent of its markup: visible columns, widths, order and selection. */
export function useTableModel<Row extends object>({
  columns,
  rows,
  rowKey,
  layout = DEFAULT_LAYOUT,
  localSort,
}: TableModelInput<Row>): TableModel<Row> {
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: (row: Row): CellValue => column.value?.(row) ?? null,
        sortFn: ((one, other, id) =>
          compareValues(one.getValue<CellValue>(id), other.getValue<CellValue>(id))) satisfies SortFn<
          Features,
          Row
        >,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    manualSorting: localSort === undefined,
    state: {
      rowSelection,
      columnVisibility: Object.fromEntries(layout.hidden.map((key) => [key, false])),
      columnSizing: { ...layout.widths },
      sorting:
        localSort === undefined ? [] : [{ id: localSort.replace(/^-/, ''), desc: localSort.startsWith('-') }],
    },
    onRowSelectionChange: setRowSelection,
  });
  const ordered = table.getRowModel().rows;
  const orderedRows = useMemo(() => ordered.map(({ original }) => original), [ordered]);
  return {
    columns: columns.filter(({ key }) => table.getColumn(key)?.getIsVisible() !== false),
    rows: orderedRows,
    trackOf: (column) => {
      const width = table.state.columnSizing[column.key];
      return width === undefined ? (column.width ?? 'minmax(80px, 1fr)') : `${width}px`;
    },
    isSelected: (key) => rowSelection[key] === true,
    toggle: (key) =>
      setRowSelection(({ [key]: was, ...others }) => (was === true ? others : { ...others, [key]: true })),
    select: (keys) => setRowSelection(Object.fromEntries(keys.map((key) => [key, true as const]))),
    clear: () => table.resetRowSelection(true),
  };
}
