import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import type { Column, RowGroup } from './data-table.types.js';

interface GroupHeadProps<Row> {
  readonly group: RowGroup<Row>;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Header of a group of rows, with a button to collapse it. */
export function GroupHead<Row>({ group, open, onToggle }: GroupHeadProps<Row>) {
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
  readonly isTickable: boolean;
  /** `extend` selects all rows from the previously selected one to this one. */
  readonly onTick: (extend: boolean) => void;
  readonly onFocus: () => void;
  readonly onOpen: (() => void) | undefined;
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, active, current, ticked, isTickable, onTick, onFocus, onOpen } = props;
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
          <Checkbox
            size="xs"
            checked={ticked}
            disabled={!isTickable}
            onChange={(event) =>
              onTick(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
            }
            tabIndex={-1}
            aria-label={t('table.tick')}
          />
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
