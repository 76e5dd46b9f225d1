import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Debit } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { RECEIVABLES, startOf } from '../amounts.js';
import classes from '../rows.module.css';

interface DebitFileDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The debits of a file. The return of each can be recorded. */
export function DebitFileDialog({ id, onClose }: DebitFileDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [returning, setReturning] = useState<Debit>();
  const file = useOne('debit-files', '/debit-files/{id}', { path: { id } }).data;
  if (file === undefined) return null;
  if (returning !== undefined)
    return <ReturnDialog debit={returning} onClose={() => setReturning(undefined)} />;
  return (
    <Modal
      opened
      size={640}
      onClose={onClose}
      title={t('maker:debit.fileTitle', { day: format.date(startOf(file.collectOn), 'UTC') })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <DataTable<Debit>
        label={t('maker:debit.documents')}
        rowKey={(row) => row.id}
        rows={file.debits}
        columns={[
          {
            key: 'document',
            header: t('maker:debit.document'),
            width: 'minmax(160px, 1.2fr)',
            phone: 'title',
            cell: ({ document, customer }) => (
              <span className={classes.lines}>
                {document.number}
                <span className={classes.quiet}>{customer.name}</span>
              </span>
            ),
          },
          {
            key: 'amount',
            header: t('maker:debit.amount'),
            width: '130px',
            numeric: true,
            phone: 'side',
            cell: ({ amount }) => <Money amount={amount.amount} currency={amount.currency} />,
          },
          {
            key: 'return',
            header: '',
            width: 'minmax(160px, 1fr)',
            phone: 'second',
            cell: (row) =>
              row.returnReason !== null ? (
                <span className={classes.quiet}>
                  {t('maker:debit.returnedBecause', { reason: row.returnReason })}
                </span>
              ) : may('accounting.write') ? (
                <Button
                  variant="subtle"
                  size="xs"
                  onClick={() => setReturning(row)}
                  aria-label={t('maker:debit.returnTitle', { number: row.document.number })}
                >
                  {t('maker:debit.recordReturn')}
                </Button>
              ) : null,
          },
        ]}
      />
    </Modal>
  );
}

function ReturnDialog({ debit, onClose }: { readonly debit: Debit; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { number } = debit.document;
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (body) => {
    await request('POST', '/debits/{id}/return', { path: { id: debit.id }, body });
    await stale(...RECEIVABLES);
    toastDone(t('maker:debit.returnDone', { number }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:debit.returnTitle', { number })}
      verb={t('maker:debit.recordReturn')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:debit.returnEffect')}</p>
      <TextInput
        label={t('maker:debit.reason')}
        description={t('maker:debit.reasonHint')}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
