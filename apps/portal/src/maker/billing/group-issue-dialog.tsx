import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useFormat } from '../../format/use-format.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type GroupDialogProps, pathOf, seenOf } from './group-dialog.js';
import { useInvoiceStale } from './invoice-dialog.js';
import { IssueFacts } from './issue-preview.js';
import classes from './invoice-dialogs.module.css';

/** Says which number, days and booking a group's document will get, and that it never changes from then on. */
export function GroupIssueDialog({ document, onClose }: GroupDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useInvoiceStale();
  const [first] = document.contracts;
  const { form, sending, summary, submit } = useServerForm({ issuedOn: '' }, async ({ issuedOn }) => {
    const issued = await request<{ number: string }>('POST', `${pathOf(document)}/issue`, {
      body: { invoices: seenOf(document), ...(issuedOn === '' ? {} : { issuedOn }) },
      idempotencyKey: crypto.randomUUID(),
    });
    await stale();
    toastDone(t('maker:invoice.issuedAs', { number: issued.number }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.issueTitle', { number: document.group.name })}
      verb={t('maker:invoice.issue')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {t('maker:invoice.issueEffect', {
          gross: format.money(document.gross.amount, document.currency),
          buyer: first?.buyerParty.name ?? '',
        })}
      </p>
      {first === undefined ? null : <IssueFacts invoice={first} issuedOn={form.values.issuedOn} />}
      <TextInput
        type="date"
        label={t('maker:invoice.issueDay')}
        description={t('maker:invoice.issueDayHint')}
        {...form.getInputProps('issuedOn')}
      />
    </FormDialog>
  );
}
