import { useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import classes from './data-table.module.css';
import { toLines, type Column, type Line, type RowGroup, type Selection } from './data-table.types.js';
import { SelectionBar } from './selection-bar.js';
import { TableHead } from './table-head.js';
import { DEFAULT_LAYOUT, type TableLayout } from './table-layout.js';
import { GroupHead, TableRow } from './table-row.js';
import { useFocusByKeys } from './use-focus-by-keys.js';
import { useRowKeys } from './use-row-keys.js';
import { useTableModel } from './use-table-model.js';
import { VirtualLines } from './virtual-lines.js';

interface DataTableProps<Row> {
  /** Accessible name of the table. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rows?: readonly Row[];
  /** Groups with a header and a count each; replaces `rows`. */
  readonly groups?: readonly RowGroup<Row>[];
  readonly onOpen?: (row: Row) => void;
  /** Key of the row that is shown in the side panel. */
  readonly currentKey?: string;
  /** Makes rows selectable, and renders the actions for the selected ones. */
  readonly selectionActions?: (selection: Selection) => ReactNode;
  /**
   * Whether the rows match earlier filters while those for the current ones load. Such rows can't be selected, because they
   * may disappear before a person has chosen an action.
   */
  readonly isStale?: boolean;
  /** Number of rows on all pages that match the filters. If it is set, all these rows can be selected at once. */
  readonly matching?: number;
  /** `-key` sorts in descending order. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  /** Sorts the rows by their values; only for fully loaded lists that the server does not sort. */
  readonly sortsLocally?: boolean;
  /** Hidden columns, widths and density. */
  readonly layout?: TableLayout;
  /** Makes columns resizable. */
  readonly onLayout?: (layout: TableLayout) => void;
  /** Replaces the body of a table without rows. */
  readonly empty?: ReactNode;
  /** Last line, for example a "load more" button. */
  readonly foot?: ReactNode;
  readonly rowHeight?: number;
}

const VIRTUAL_FROM = 200;
const NO_ROWS: readonly never[] = [];

/**
 * The product's table: groups, right-aligned numbers, keys J, K, Enter and X, two lines per row on a phone, virtual
 * scrolling above 200 rows, resizable columns, and a selection with actions.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rowKey, rows, onOpen, currentKey, selectionActions, sort, onSort } = props;
  const isStale = props.isStale === true;
  const { empty, foot, layout = DEFAULT_LAYOUT, onLayout, sortsLocally = false, matching } = props;
  const groups = useMemo<readonly RowGroup<Row>[]>(
    () => props.groups ?? [{ key: 'all', label: null, rows: rows ?? NO_ROWS }],
    [props.groups, rows],
  );
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter((group) => group.closed === true).map((group) => group.key)),
  );
  const allRows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const localSort = sortsLocally ? sort : undefined;
  const model = useTableModel({ columns, rows: allRows, rowKey, layout, localSort });
  const lines = useMemo(
    () => toLines(localSort === undefined ? groups : sortGroups(groups, model.rows), closed),
    [groups, closed, localSort, model.rows],
  );
  const shown = useMemo(() => lines.filter((line) => line.kind === 'row').map((line) => line.row), [lines]);
  const body = useRef<HTMLDivElement>(null);
  const [isEverything, setEverything] = useState(false);
  const lastTicked = useRef<number>(undefined);
  const ticks = selectionActions !== undefined;
  const selected = shown.map(rowKey).filter(model.isSelected);
  const clear = (): void => {
    setEverything(false);
    model.clear();
  };
  const toggle = (key: string): void => {
    setEverything(false);
    model.toggle(key);
  };
  const atIndex = (index: number, act: (row: Row) => void): void => {
    const row = shown[index];
    if (row !== undefined) act(row);
  };
  const tick = (index: number, extend: boolean): void => {
    const from = lastTicked.current;
    lastTicked.current = index;
    if (!extend || from === undefined) {
      atIndex(index, (row) => toggle(rowKey(row)));
      return;
    }
    const range = shown.slice(Math.min(from, index), Math.max(from, index) + 1).map(rowKey);
    for (const key of range) if (!model.isSelected(key)) toggle(key);
  };
  const keys = useRowKeys({
    count: shown.length,
    open: onOpen === undefined ? undefined : (index) => atIndex(index, onOpen),
    toggle: ticks && !isStale ? (index) => tick(index, false) : undefined,
    clear,
  });
  useFocusByKeys(body, keys.active);

  const template = (shownColumns: readonly Column<Row>[]): string =>
    [...(ticks ? ['28px'] : []), ...shownColumns.map(model.trackOf)].join(' ');
  const tracks = {
    '--columns': template(model.columns),
    '--columns-narrow': template(model.columns.filter((column) => column.wide !== true)),
  } as CSSProperties;
  const renderLine = (line: Line<Row>): ReactNode =>
    line.kind === 'group' ? (
      <GroupHead
        key={`group ${line.group.key}`}
        group={line.group}
        open={!closed.has(line.group.key)}
        onToggle={() =>
          setClosed((before) => {
            const after = new Set(before);
            if (!after.delete(line.group.key)) after.add(line.group.key);
            return after;
          })
        }
      />
    ) : (
      <TableRow
        key={rowKey(line.row)}
        row={line.row}
        index={line.index}
        columns={model.columns}
        active={line.index === keys.active}
        current={rowKey(line.row) === currentKey}
        ticked={ticks ? model.isSelected(rowKey(line.row)) : undefined}
        isTickable={!isStale}
        onTick={(extend) => tick(line.index, extend)}
        onFocus={() => keys.setActive(line.index)}
        onOpen={onOpen === undefined ? undefined : () => onOpen(line.row)}
      />
    );
  const hasAll = shown.length > 0 && selected.length === shown.length;

  return (
    <>
      <div
        className={classes.table}
        style={tracks}
        role="grid"
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-multiselectable={ticks || undefined}
        data-ticks={ticks || undefined}
        aria-busy={isStale || undefined}
        data-density={layout.density}
      >
        <TableHead
          columns={model.columns}
          sort={sort}
          onSort={onSort}
          sortsLocally={sortsLocally}
          onResize={
            onLayout === undefined
              ? undefined
              : (key, width) => onLayout({ ...layout, widths: withWidth(layout.widths, key, width) })
          }
          ticks={ticks}
          all={hasAll}
          some={selected.length > 0}
          isTickable={!isStale}
          onAll={() => {
            setEverything(false);
            model.select(hasAll ? [] : shown.map(rowKey));
          }}
        />
        {shown.length === 0 && empty !== undefined && lines.length === 0 ? null : (
          <div className={classes.body} role="rowgroup" ref={body} onKeyDown={keys.onKeyDown}>
            {lines.length > VIRTUAL_FROM ? (
              <VirtualLines
                lines={lines}
                height={props.rowHeight ?? (layout.density === 'compact' ? 28 : 34)}
                render={renderLine}
                active={keys.active}
              />
            ) : (
              lines.map(renderLine)
            )}
          </div>
        )}
      </div>
      {shown.length === 0 && lines.length === 0 ? empty : null}
      {foot === undefined || lines.length === 0 ? null : <div className={classes.foot}>{foot}</div>}
      {selectionActions !== undefined && selected.length > 0 ? (
        <SelectionBar
          count={isEverything ? (matching ?? selected.length) : selected.length}
          matching={hasAll && !isEverything ? matching : undefined}
          onEverything={() => setEverything(true)}
          onClear={clear}
        >
          {selectionActions({ keys: selected, isEverything, clear })}
        </SelectionBar>
      ) : null}
    </>
  );
}

/** Orders the rows of each group as in a sorted list of all rows. */
function sortGroups<Row>(groups: readonly RowGroup<Row>[], sorted: readonly Row[]): RowGroup<Row>[] {
  const position = new Map(sorted.map((row, index) => [row, index]));
  return groups.map((group) => ({
    ...group,
    rows: group.rows.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)),
  }));
}

function withWidth(
  widths: Readonly<Record<string, number>>,
  key: string,
  width: number | undefined,
): Readonly<Record<string, number>> {
  const { [key]: _before, ...others } = widths;
  return width === undefined ? others : { ...others, [key]: width };
}
