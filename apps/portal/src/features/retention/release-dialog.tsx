import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { ReadingHold } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

interface ReleaseDialogProps {
  readonly hold: ReadingHold;
  /** Description of the held data. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Releases a retention hold with a reason, after which the rules apply again. */
export function ReleaseDialog({ hold, name, onClose }: ReleaseDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (values) => {
    await request('POST', '/reading-holds/{id}/release', { path: { id: hold.id }, body: values });
    await stale('reading-holds');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:retention.releaseTitle')}
      verb={t('maker:retention.release')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{name}</p>
      <p>{t('maker:retention.releaseEffect')}</p>
      <Textarea
        label={t('maker:retention.releaseReason')}
        description={t('maker:retention.reasonHint')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
