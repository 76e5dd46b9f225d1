import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type InvoiceDialogProps, useInvoiceStale } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Takes an approval back. */
export function ReopenDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const stale = useInvoiceStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    await request('POST', `/invoices/${invoice.id}/reopen`, { body: { version: invoice.version, why } });
    await stale();
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.reopenTitle', { number: invoice.contract.number })}
      verb={t('maker:invoice.reopen')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.effect}>{t('maker:invoice.reopenEffect')}</p>
      <Textarea
        label={t('maker:invoice.why')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
