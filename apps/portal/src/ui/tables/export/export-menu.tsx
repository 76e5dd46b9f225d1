import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastDone } from '../../feedback/toast.js';
import { useWork } from '../../feedback/use-work.js';
import { FormSummary } from '../../forms/form-summary.js';
import type { Column } from '../data-table.types.js';
import { saveSheet, type SheetFormat } from './save-sheet.js';
import { toSheet } from './to-sheet.js';

interface ExportMenuProps<Row> {
  /** Columns of the file. Columns without a value are left out. */
  readonly columns: readonly Pick<Column<Row>, 'key' | 'header' | 'name' | 'value'>[];
  /** Name of exported files, without an extension. */
  readonly fileName: string;
  /** Loads all rows of the file, in their order. */
  readonly loadRows: (onProgress: (rows: number) => void) => Promise<readonly Row[]>;
}

/** Exports a table as a CSV or Excel file, and prints the page. */
export function ExportMenu<Row>({ columns, fileName, loadRows }: ExportMenuProps<Row>) {
  const { t } = useTranslation();
  const { busy, failure, run } = useWork();
  const [loaded, setLoaded] = useState<number>();
  const save = async (format: SheetFormat): Promise<void> => {
    try {
      const rows = await loadRows(setLoaded);
      await saveSheet(toSheet(columns, rows), fileName, format);
      toastDone(t('table.exported', { count: rows.length }));
    } finally {
      setLoaded(undefined);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={loaded === undefined ? t('table.export') : t('table.exporting', { count: loaded })}>
            <ActionIcon variant="default" size={26} loading={busy} aria-label={t('table.export')}>
              <IconDownload size={15} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => run(() => save('csv'))}>{t('table.exportCsv')}</Menu.Item>
          <Menu.Item onClick={() => run(() => save('xlsx'))}>{t('table.exportXlsx')}</Menu.Item>
          <Menu.Item onClick={() => window.print()}>{t('table.print')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FormSummary summary={failure} lead={t('table.notExported')} />
    </>
  );
}
