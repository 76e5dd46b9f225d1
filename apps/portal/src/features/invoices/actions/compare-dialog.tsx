import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { type InvoiceDialogProps, useInvoiceStale } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Checks whether an issued month differs from the current data. Differences are saved as a correction and shown. */
export function CompareDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const text = useCodeText();
  const stale = useInvoiceStale();
  const { sending, summary, submit } = useServerForm({}, async () => {
    const { found } = await request('POST', '/invoices/{id}/corrections', { path: { id: invoice.id } });
    await stale();
    onClose();
    toastDone(
      found.length === 0
        ? t('maker:invoice.nothingDiffers', { number: invoice.number })
        : found.map(({ code, params }) => text('errors:', code, params)).join(' '),
    );
  });
  return (
    <FormDialog
      title={t('maker:invoice.compareTitle', { number: invoice.number })}
      verb={t('maker:invoice.compareVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.effect}>{t('maker:invoice.compareEffect')}</p>
    </FormDialog>
  );
}
