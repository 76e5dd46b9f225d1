import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';
import { useZone } from '../../app/zone.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { ZoneSelect } from '../../ui/zone-select.js';

/** A company of the maker that sends invoices: contracts name one, and bill in its currency and zone. */
export function LegalEntityDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { name: '', country: '', currency: '', zone: useZone() },
    async ({ country, currency, ...values }) => {
      await request('POST', '/legal-entities', {
        body: { ...values, country: country.toUpperCase(), currency: currency.toUpperCase() },
      });
      await stale('legal-entities');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:settings.addEntity')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('maker:registry.country')}
        description={t('app:setup.countryHint')}
        maxLength={2}
        {...form.getInputProps('country')}
      />
      <TextInput
        label={t('maker:contracts.currency')}
        description={t('maker:contracts.currencyHint')}
        maxLength={3}
        {...form.getInputProps('currency')}
      />
      <ZoneSelect label={t('maker:contracts.zone')} {...form.getInputProps('zone')} />
    </FormDialog>
  );
}
