import { SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { WriteOff } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';
import { RECEIVABLES } from '../amounts.js';

interface DecideWriteOffDialogProps {
  /** A write-off that awaits a decision. */
  readonly writeOff: WriteOff;
  readonly onClose: () => void;
}

/** Approves or rejects a requested write-off. The person who requested it can only withdraw it. */
export function DecideWriteOffDialog({ writeOff, onClose }: DecideWriteOffDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { canApprove, amount, tax, document } = writeOff;
  const { number } = document;
  const { form, sending, summary, submit } = useServerForm(
    { decision: canApprove ? ('approve' as const) : ('reject' as const), why: '' },
    async (body) => {
      await request('POST', '/write-offs/{id}/decision', { path: { id: writeOff.id }, body });
      await stale(...RECEIVABLES);
      toastDone(t(`maker:writeOff.${body.decision === 'approve' ? 'approved' : 'rejected'}`, { number }));
      onClose();
    },
  );
  const money = format.money(amount.amount, amount.currency);
  return (
    <FormDialog
      title={t('maker:writeOff.decideTitle', { number })}
      verb={t(`maker:writeOff.${canApprove ? form.values.decision : 'withdraw'}`)}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <Facts
        items={[
          [t('maker:writeOff.amount'), <b key="amount">{money}</b>],
          [t('maker:writeOff.tax'), format.money(tax.amount, tax.currency)],
          [t('maker:writeOff.reasonHead'), t(`maker:writeOff.reason.${writeOff.reason}`)],
          [t('maker:writeOff.note'), writeOff.note],
          [
            t('maker:writeOff.requested'),
            format.listed([writeOff.requestedBy, format.dateTime(writeOff.requestedAt)]),
          ],
        ]}
      />
      <p>
        {canApprove ? t('maker:writeOff.decideEffect', { amount: money }) : t('maker:writeOff.otherPerson')}
      </p>
      {canApprove ? (
        <SegmentedControl
          aria-label={t('maker:writeOff.decide')}
          data={(['approve', 'reject'] as const).map((value) => ({
            value,
            label: t(`maker:writeOff.${value}`),
          }))}
          {...form.getInputProps('decision')}
        />
      ) : null}
      <Textarea label={t('maker:invoice.why')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
