import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import type { DisputeDialogProps } from '../detail/withdraw-dialog.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

/** Rejects a dispute with an explanation. */
export function RejectDialog({ dispute, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const stale = useDisputesStale();
  const { form, sending, summary, submit } = useServerForm({ answer: '' }, async ({ answer }) => {
    await request('POST', '/disputes/{id}/reject', { path: { id: dispute.id }, body: { answer } });
    await stale();
    onClose();
  });
  return (
    <FormDialog
      title={t('dispute.reject')}
      verb={t('dispute.rejectVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>{t('dispute.rejectEffect', { number: dispute.invoice.number })}</p>
      <Textarea
        label={t('dispute.answer')}
        description={t('dispute.answerHint')}
        autosize
        minRows={3}
        data-autofocus
        {...form.getInputProps('answer')}
      />
    </FormDialog>
  );
}
