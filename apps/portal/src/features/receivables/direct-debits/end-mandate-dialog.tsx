import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Mandate } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface EndMandateDialogProps {
  readonly mandate: Mandate;
  readonly onClose: () => void;
}

/** Ends a mandate, with a reason. */
export function EndMandateDialog({ mandate: { id, reference }, onClose }: EndMandateDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ why: '' }, async (body) => {
    await request('POST', '/mandates/{id}/end', { path: { id }, body });
    await stale('mandates');
    toastDone(t('maker:debit.ended', { reference }));
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:debit.endTitle', { reference })}
      verb={t('maker:debit.end')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:debit.endEffect')}</p>
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
