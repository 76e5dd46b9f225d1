import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { MeterEvent } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

interface WithdrawDialogProps {
  readonly event: MeterEvent;
  readonly onClose: () => void;
}

/** Withdraws a record, which remains visible. */
export function WithdrawDialog({ event, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (body) => {
    await request('POST', '/meter-events/{id}/withdrawal', { path: { id: event.id }, body });
    toastDone(t('maker:meters.takenBack'));
    await stale('meter-events', 'meter-exceptions', 'usage', 'cost');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:meters.withdrawTitle', { kind: t(`meterEvent.${event.kind}`) })}
      verb={t('maker:meters.withdraw')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:meters.withdrawEffect')}</p>
      <Textarea
        label={t('maker:exceptions.reason')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
