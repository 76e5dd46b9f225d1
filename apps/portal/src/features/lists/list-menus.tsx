import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Column, nameOf } from '../../ui/tables/data-table.types.js';
import { ExportMenu } from '../../ui/tables/export/export-menu.js';
import { DEFAULT_LAYOUT } from '../../ui/tables/table-layout.js';
import type { ListView } from './use-list-view.js';
import { ViewMenu } from './view-menu.js';

interface ListMenusProps<Row> {
  readonly view: ListView;
  readonly columns: readonly Column<Row>[];
  /** Name of exported files, without an extension. */
  readonly fileName: string;
  /** Loads all rows that match the filters, in the order of the list. */
  readonly loadRows: (onProgress: (rows: number) => void) => Promise<readonly Row[]>;
}

/** Tools of a list: saved views, columns and density, export and print. */
export function ListMenus<Row>({ view, columns, fileName, loadRows }: ListMenusProps<Row>) {
  const { t } = useTranslation();
  const { layout, setLayout } = view;
  const shown = columns.filter(({ key }) => !layout.hidden.includes(key));
  const toggle = (key: string): void =>
    setLayout({
      ...layout,
      hidden: layout.hidden.includes(key)
        ? layout.hidden.filter((hidden) => hidden !== key)
        : [...layout.hidden, key],
    });
  return (
    <>
      <ViewMenu view={view} />
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Menu.Target>
          <Tooltip label={t('table.columns')} openDelay={400}>
            <ActionIcon variant="default" size={26} aria-label={t('table.columns')}>
              <IconColumns3 size={15} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('table.columns')}</Menu.Label>
          {columns
            .filter(({ fixed }) => fixed !== true)
            .map((column) => (
              <Menu.CheckboxItem
                key={column.key}
                checked={!layout.hidden.includes(column.key)}
                onChange={() => toggle(column.key)}
              >
                {nameOf(column)}
              </Menu.CheckboxItem>
            ))}
          <Menu.Divider />
          <Menu.CheckboxItem
            checked={layout.density === 'compact'}
            onChange={(compact) => setLayout({ ...layout, density: compact ? 'compact' : 'normal' })}
          >
            {t('table.compact')}
          </Menu.CheckboxItem>
          <Menu.Item closeMenuOnClick onClick={() => setLayout(DEFAULT_LAYOUT)}>
            {t('table.resetLayout')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ExportMenu columns={shown} fileName={fileName} loadRows={loadRows} />
    </>
  );
}
