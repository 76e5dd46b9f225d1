import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface DeferralDialogProps {
  readonly legalEntityId: string;
  /** Current start date; null if no revenue is deferred. */
  readonly startsOn: string | null;
  readonly onClose: () => void;
}

/** Sets the issue date from which a legal entity defers revenue that it bills in advance. */
export function DeferralDialog({ legalEntityId, startsOn, onClose }: DeferralDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ startsOn: startsOn ?? '' }, async (values) => {
    await request('PUT', '/deferral-settings/{legalEntityId}', {
      path: { legalEntityId },
      body: { startsOn: values.startsOn === '' ? null : values.startsOn },
    });
    await stale('deferral-settings');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:close.deferralEdit')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:close.deferralEffect')}</p>
      <DateField
        clearable
        label={t('maker:close.deferralDay')}
        description={t('maker:close.deferralDayHint')}
        {...form.getInputProps('startsOn')}
      />
    </FormDialog>
  );
}
