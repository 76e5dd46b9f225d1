import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { DecisionDialogProps } from './decided-document.js';
import { useDecided } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';
import { IssueMailingNote } from '../mailing/issue-mailing-note.js';
import { IssueFacts } from './issue-preview.js';

/** Previews the number, dates and posting of a document, and warns that it cannot be changed after issue. */
export function IssueDialog({ document, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const decided = useDecided();
  const { lead } = document;
  const { form, sending, summary, submit } = useServerForm({ issuedOn: '' }, async ({ issuedOn }) => {
    const issued = await decided(document.issue(issuedOn === '' ? undefined : issuedOn));
    toastDone(t('maker:invoice.issuedAs', { number: issued.number }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:invoice.issueTitle', { number: document.name })}
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
          buyer: lead?.buyerParty.name ?? '',
        })}
      </p>
      {lead === undefined || form.errors['issuedOn'] !== undefined ? null : (
        <IssueFacts invoice={lead} issuedOn={form.values.issuedOn} />
      )}
      {lead === undefined ? null : <IssueMailingNote invoiceId={lead.id} />}
      <DateField
        clearable
        label={t('maker:invoice.issueDay')}
        description={t('maker:invoice.issueDayHint')}
        {...form.getInputProps('issuedOn')}
      />
    </FormDialog>
  );
}
