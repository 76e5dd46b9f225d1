import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DisputeDetail } from '../../../api/types.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

export interface DisputeDialogProps {
  readonly dispute: DisputeDetail;
  readonly onClose: () => void;
}

/** Withdraws a dispute, so that the invoice is due as issued. */
export function WithdrawDialog({ dispute, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const stale = useDisputesStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async ({ why }) => {
    await request('POST', '/disputes/{id}/withdraw', { path: { id: dispute.id }, body: { why } });
    await stale();
    onClose();
  });
  return (
    <FormDialog
      title={t('dispute.withdraw')}
      verb={t('dispute.withdrawVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.effect}>{t('dispute.withdrawEffect', { number: dispute.invoice.number })}</p>
      <Textarea
        label={t('dispute.withdrawWhy')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('why')}
      />
    </FormDialog>
  );
}
