import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useFormat } from '../../format/use-format.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { IssueFacts } from './issue-preview.js';
import { type InvoiceDialogProps, useInvoiceStale } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Says which number, days and booking the invoice will get, and that it never changes from then on. */
export function IssueDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useInvoiceStale();
  const { form, sending, summary, submit } = useServerForm({ issuedOn: '' }, async ({ issuedOn }) => {
    const { version, contentHash } = invoice;
    const issued = await request<{ number: string }>('POST', `/invoices/${invoice.id}/issue`, {
      body: { version, contentHash, ...(issuedOn === '' ? {} : { issuedOn }) },
      idempotencyKey: crypto.randomUUID(),
    });
    await stale();
    toastDone(t('maker:invoice.issuedAs', { number: issued.number }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.issueTitle', { number: invoice.contract.number })}
      verb={t('maker:invoice.issue')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {t('maker:invoice.issueEffect', {
          gross: format.money(invoice.gross.amount, invoice.currency),
          buyer: invoice.buyerParty.name,
        })}
      </p>
      <IssueFacts invoice={invoice} issuedOn={form.values.issuedOn} />
      <TextInput
        type="date"
        label={t('maker:invoice.issueDay')}
        description={t('maker:invoice.issueDayHint')}
        {...form.getInputProps('issuedOn')}
      />
    </FormDialog>
  );
}
