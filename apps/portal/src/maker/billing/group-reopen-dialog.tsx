import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type GroupDialogProps, pathOf, seenOf } from './group-dialog.js';
import { useInvoiceStale } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Takes the approval of a group's document back. */
export function GroupReopenDialog({ document, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const stale = useInvoiceStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    const invoices = seenOf(document).map(({ invoiceId, version }) => ({ invoiceId, version }));
    await request('POST', `${pathOf(document)}/reopen`, { body: { invoices, why } });
    await stale();
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.reopenTitle', { number: document.group.name })}
      verb={t('maker:invoice.reopen')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.effect}>{t('maker:group.reopenEffect')}</p>
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
