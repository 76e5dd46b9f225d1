import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { DebitFile } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { startOf } from '../amounts.js';
import { accountColumn, downloadColumn, totalColumn } from '../bank-files/bank-file-columns.js';
import classes from '../rows.module.css';
import { CreateDebitFileDialog } from './create-debit-file-dialog.js';
import { DebitFileDialog } from './debit-file-dialog.js';

const SHOWN = 5;

/** The latest debit files, and a button to create one; renders nothing if no legal entity collects by direct debit. */
export function DebitFiles() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<DebitFile>();
  const creditors = useOne('debit-creditors', '/debit-creditors').data?.items ?? [];
  const files = useOne('debit-files', '/debit-files', { query: { limit: SHOWN } }).data?.items ?? [];
  if (creditors.length === 0) return null;
  return (
    <Section
      flush
      title={t('maker:debit.title')}
      action={
        may('accounting.write') ? (
          <Button size="xs" variant="default" onClick={() => setCreating(true)}>
            {t('maker:debit.createTitle')}
          </Button>
        ) : undefined
      }
    >
      {files.length === 0 ? null : (
        <DataTable<DebitFile>
          label={t('maker:debit.title')}
          rowKey={({ id }) => id}
          rows={files}
          onOpen={setShown}
          columns={columnsOf(t, format)}
        />
      )}
      {creating ? (
        <CreateDebitFileDialog
          legalEntityIds={creditors.map(({ legalEntityId }) => legalEntityId)}
          onClose={() => setCreating(false)}
        />
      ) : null}
      {shown === undefined ? null : <DebitFileDialog id={shown.id} onClose={() => setShown(undefined)} />}
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<DebitFile>[] {
  return [
    accountColumn(t('maker:debit.account')),
    {
      key: 'collectOn',
      header: t('maker:debit.collectOn'),
      width: 'minmax(150px, 1fr)',
      phone: 'second',
      cell: ({ collectOn, createdBy, createdAt }) => (
        <span className={classes.lines}>
          {format.date(startOf(collectOn), 'UTC')}
          <span className={classes.quiet}>{format.listed([createdBy, format.dateTime(createdAt)])}</span>
        </span>
      ),
    },
    {
      key: 'count',
      header: t('maker:debit.documents'),
      width: 'minmax(130px, 1fr)',
      phone: 'third',
      cell: ({ debitCount, returnedCount }) => (
        <span className={classes.lines}>
          {t('maker:debit.count', { count: debitCount })}
          {returnedCount === 0 ? null : (
            <span className={classes.quiet}>{t('maker:debit.returned', { count: returnedCount })}</span>
          )}
        </span>
      ),
    },
    totalColumn(t('maker:debit.total')),
    downloadColumn('debit-files', t('maker:debit.download')),
  ];
}
