import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import { toLines, type Column, type Line, type RowGroup } from './data-table.types.js';
import { SelectionBar } from './selection-bar.js';
import { useRowKeys } from './use-row-keys.js';

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
  readonly selectionActions?: (keys: readonly string[], clear: () => void) => ReactNode;
  /** `-key` sorts in descending order. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  /** Replaces the body of a table without rows. */
  readonly empty?: ReactNode;
  /** Last line, for example a "load more" button. */
  readonly foot?: ReactNode;
  readonly rowHeight?: number;
}

const VIRTUAL_FROM = 200;

/**
 * The product's table: groups, right-aligned numbers, keys J, K, Enter and X, two lines per row on a phone, virtual
 * scrolling above 200 rows.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowKey, rows, onOpen, currentKey, selectionActions, sort, onSort, empty, foot } =
    props;
  const groups = useMemo<readonly RowGroup<Row>[]>(
    () => props.groups ?? [{ key: 'all', label: null, rows: rows ?? [] }],
    [props.groups, rows],
  );
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter((group) => group.closed === true).map((group) => group.key)),
  );
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => toLines(groups, closed), [groups, closed]);
  const shown = useMemo(() => lines.filter((line) => line.kind === 'row').map((line) => line.row), [lines]);
  const body = useRef<HTMLDivElement>(null);
  const ticks = selectionActions !== undefined;

  const toggle = (key: string): void =>
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const atIndex = (index: number, act: (row: Row) => void): void => {
    const row = shown[index];
    if (row !== undefined) act(row);
  };
  const keys = useRowKeys({
    count: shown.length,
    open: onOpen === undefined ? undefined : (index) => atIndex(index, onOpen),
    toggle: ticks ? (index) => atIndex(index, (row) => toggle(rowKey(row))) : undefined,
    clear: () => setTicked(new Set()),
  });
  useEffect(() => {
    if (body.current?.contains(document.activeElement) !== true) return;
    body.current.querySelector<HTMLElement>(`[data-index="${keys.active}"]`)?.focus();
  }, [keys.active]);

  useEffect(() => {
    // J and K move the focus to the table unless another element uses the keyboard.
    const enter = (event: KeyboardEvent): void => {
      const idle = document.activeElement === document.body || document.activeElement?.id === 'main';
      if (!idle || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      const row = body.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
      if (row === null || row === undefined) return;
      event.preventDefault();
      row.focus();
    };
    document.addEventListener('keydown', enter);
    return () => document.removeEventListener('keydown', enter);
  }, []);

  const template = (shownColumns: readonly Column<Row>[]): string =>
    [...(ticks ? ['28px'] : []), ...shownColumns.map((column) => column.width ?? 'minmax(80px, 1fr)')].join(
      ' ',
    );
  const tracks = {
    '--columns': template(columns),
    '--columns-narrow': template(columns.filter((column) => column.wide !== true)),
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
        columns={columns}
        active={line.index === keys.active}
        current={rowKey(line.row) === currentKey}
        ticked={ticks ? ticked.has(rowKey(line.row)) : undefined}
        onTick={() => toggle(rowKey(line.row))}
        onFocus={() => keys.setActive(line.index)}
        onOpen={onOpen === undefined ? undefined : () => onOpen(line.row)}
      />
    );
  const selected = shown.map(rowKey).filter((key) => ticked.has(key));

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
      >
        <TableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          ticks={ticks}
          all={selected.length > 0 && selected.length === shown.length}
          some={selected.length > 0}
          onAll={() => setTicked(selected.length === shown.length ? new Set() : new Set(shown.map(rowKey)))}
        />
        {shown.length === 0 && empty !== undefined && lines.length === 0 ? null : (
          <div className={classes.body} role="rowgroup" ref={body} onKeyDown={keys.onKeyDown}>
            {lines.length > VIRTUAL_FROM ? (
              <VirtualLines
                lines={lines}
                height={props.rowHeight ?? 34}
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
        <SelectionBar count={selected.length} onClear={() => setTicked(new Set())}>
          {selectionActions(selected, () => setTicked(new Set()))}
        </SelectionBar>
      ) : null}
    </>
  );
}

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
  readonly ticks: boolean;
  readonly all: boolean;
  readonly some: boolean;
  readonly onAll: () => void;
}

function TableHead<Row>({ columns, sort, onSort, ticks, all, some, onAll }: TableHeadProps<Row>) {
  const { t } = useTranslation();
  return (
    <div className={classes.headGroup} role="rowgroup">
      <div className={classes.head} role="row">
        {ticks ? (
          <div role="columnheader" className={classes.tick}>
            <Checkbox
              size="xs"
              checked={all}
              indeterminate={some && !all}
              onChange={onAll}
              aria-label={t('table.tickAll')}
            />
          </div>
        ) : null}
        {columns.map((column) => {
          const downwards = sort === `-${column.sort}`;
          const sorted = column.sort !== undefined && (downwards || sort === column.sort);
          return (
            <div
              key={column.key}
              role="columnheader"
              className={classes.headCell}
              data-numeric={column.numeric || undefined}
              data-wide={column.wide || undefined}
              aria-sort={sorted ? (downwards ? 'descending' : 'ascending') : undefined}
            >
              {column.sort === undefined || onSort === undefined ? (
                <HeaderText header={column.header} />
              ) : (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort(sort === column.sort ? `-${column.sort}` : (column.sort ?? ''))}
                >
                  {column.header}
                  {sorted ? (
                    downwards ? (
                      <IconArrowDown size={12} aria-hidden />
                    ) : (
                      <IconArrowUp size={12} aria-hidden />
                    )
                  ) : null}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A column without a visible header still needs a name for screen readers. */
function HeaderText({ header }: { readonly header: ReactNode }) {
  const { t } = useTranslation();
  return header === '' ? <span className="visually-hidden">{t('table.unnamed')}</span> : header;
}

interface GroupHeadProps<Row> {
  readonly group: RowGroup<Row>;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function GroupHead<Row>({ group, open, onToggle }: GroupHeadProps<Row>) {
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.group} role="row">
      <div role="gridcell">
        <button type="button" className={classes.groupButton} aria-expanded={open} onClick={onToggle}>
          <Sign size={15} stroke={1.75} aria-hidden />
          <span className={classes.groupLabel}>{group.label}</span>
          <span className={classes.groupCount}>{group.count ?? group.rows.length}</span>
          {group.note === undefined ? null : <span className={classes.groupNote}>{group.note}</span>}
        </button>
      </div>
    </div>
  );
}

interface TableRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly active: boolean;
  readonly current: boolean;
  readonly ticked: boolean | undefined;
  readonly onTick: () => void;
  readonly onFocus: () => void;
  readonly onOpen: (() => void) | undefined;
}

function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, active, current, ticked, onTick, onFocus, onOpen } = props;
  const { t } = useTranslation();
  return (
    <div
      role="row"
      className={classes.row}
      tabIndex={active ? 0 : -1}
      data-index={index}
      data-current={current || undefined}
      data-openable={onOpen === undefined ? undefined : true}
      aria-rowindex={index + 2}
      aria-selected={ticked ?? (current || undefined)}
      onFocus={onFocus}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a,button,input,label') !== null) return;
        onOpen?.();
      }}
    >
      {ticked === undefined ? null : (
        <div role="gridcell" className={classes.tick}>
          <Checkbox size="xs" checked={ticked} onChange={onTick} tabIndex={-1} aria-label={t('table.tick')} />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={classes.cell}
          data-numeric={column.numeric || undefined}
          data-wide={column.wide || undefined}
          data-phone={column.phone ?? 'hide'}
        >
          {column.phoneLabel === undefined ? null : (
            <span className={classes.phoneLabel}>{column.phoneLabel}</span>
          )}
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

interface VirtualLinesProps<Row> {
  readonly lines: readonly Line<Row>[];
  readonly height: number;
  readonly render: (line: Line<Row>) => ReactNode;
  readonly active: number;
}

function VirtualLines<Row>({ lines, height, render, active }: VirtualLinesProps<Row>) {
  const containerRef = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useEffect(
    () =>
      setScroller(containerRef.current?.closest<HTMLElement>('[data-scroller]') ?? document.documentElement),
    [],
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 20,
    indexAttribute: 'data-line',
    scrollMargin: containerRef.current?.offsetTop ?? 0,
  });
  useEffect(() => {
    const at = lines.findIndex((line) => line.kind === 'row' && line.index === active);
    if (at > 0 && containerRef.current?.contains(document.activeElement) === true)
      virtual.scrollToIndex(at, { align: 'auto' });
  }, [active, lines, virtual]);
  return (
    <div ref={containerRef} style={{ position: 'relative', height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const line = lines[item.index];
        if (line === undefined) return null;
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-line={item.index}
            className={classes.virtual}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            {render(line)}
          </div>
        );
      })}
    </div>
  );
}
