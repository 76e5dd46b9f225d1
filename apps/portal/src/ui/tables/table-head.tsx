import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnHandle } from './column-handle.js';
import classes from './data-table.module.css';
import { type Column, nameOf } from './data-table.types.js';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
  /** Whether columns without a sort key of the server can be sorted by their values. */
  readonly sortsLocally: boolean;
  readonly onResize: ((key: string, width: number | undefined) => void) | undefined;
  readonly ticks: boolean;
  readonly all: boolean;
  readonly some: boolean;
  readonly isTickable: boolean;
  readonly onAll: () => void;
}

/** Header row: sort buttons, handles to resize columns, and a checkbox for all rows. */
export function TableHead<Row>(props: TableHeadProps<Row>) {
  const { columns, sort, onSort, sortsLocally, onResize, ticks, all, some, isTickable, onAll } = props;
  const { t } = useTranslation();
  return (
    <div className={classes.headGroup} role="rowgroup">
      <div className={classes.head} role="row">
        {ticks ? (
          <div role="columnheader" className={classes.tick}>
            <Checkbox
              size="xs"
              checked={all}
              disabled={!isTickable}
              indeterminate={some && !all}
              onChange={onAll}
              aria-label={t('table.tickAll')}
            />
          </div>
        ) : null}
        {columns.map((column) => {
          const sortKey =
            column.sort ?? (sortsLocally && column.value !== undefined ? column.key : undefined);
          const downwards = sortKey !== undefined && sort === `-${sortKey}`;
          const sorted = sortKey !== undefined && (downwards || sort === sortKey);
          return (
            <div
              key={column.key}
              role="columnheader"
              className={classes.headCell}
              data-numeric={column.numeric || undefined}
              data-wide={column.wide || undefined}
              aria-sort={sorted ? (downwards ? 'descending' : 'ascending') : undefined}
            >
              {sortKey === undefined || onSort === undefined ? (
                <HeaderText header={column.header} />
              ) : (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort(sort === sortKey ? `-${sortKey}` : sortKey)}
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
              {onResize === undefined ? null : (
                <ColumnHandle name={nameOf(column)} onResize={(width) => onResize(column.key, width)} />
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
