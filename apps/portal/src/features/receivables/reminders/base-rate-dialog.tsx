import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/** Enters the value of a base rate from a day. */
export function BaseRateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: '', validFrom: '', percent: '', source: '' },
    async (body) => {
      await request('POST', '/reminder-base-rates', { body });
      await stale('reminder-policies', 'receivables');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:reminder.enterRate')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:reminder.rateName')}
        description={t('maker:reminder.rateNameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <DateField label={t('maker:reminder.validFrom')} {...form.getInputProps('validFrom')} />
      <NumberField unit="%" label={t('maker:reminder.percent')} {...form.getInputProps('percent')} />
      <TextInput label={t('maker:reminder.source')} {...form.getInputProps('source')} />
    </FormDialog>
  );
}
