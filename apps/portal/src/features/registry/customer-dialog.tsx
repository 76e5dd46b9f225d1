import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Customer } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { LANGUAGES } from '../../i18n/languages.js';
import { changedOnly } from '../../ui/forms/changed-only.js';
import { CountryField } from '../../ui/forms/code-select.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { PartnerSelect } from '../organization/partner-select.js';

interface CustomerDialogProps {
  readonly customer: Customer | undefined;
  readonly onClose: () => void;
}

/** Adds or edits a customer. An edit sends only changes and the version it is based on. */
export function CustomerDialog({ customer, onClose }: CustomerDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const hubs = useOne('hubs', '/hubs');
  const initial = {
    code: customer?.code ?? '',
    name: customer?.name ?? '',
    country: customer?.country ?? '',
    language: customer?.language ?? 'en',
    industry: customer?.industry ?? '',
    taxId: customer?.taxId ?? '',
    hubId: customer?.hubId ?? '',
    partnerId: customer?.partnerId ?? '',
  };
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    if (customer === undefined) {
      const { hubId, partnerId, ...rest } = values;
      await request('POST', '/customers', {
        body: { ...rest, ...(hubId === '' ? {} : { hubId }), ...(partnerId === '' ? {} : { partnerId }) },
      });
    } else {
      await request('PATCH', '/customers/{id}', {
        path: { id: customer.id },
        body: changedOnly(initial, values),
        ifMatch: customer.version,
      });
    }
    await stale('customers', 'sites');
    onClose();
  });
  return (
    <FormDialog
      title={customer === undefined ? t('maker:registry.addCustomer') : customer.name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
      <CountryField label={t('maker:registry.country')} {...form.getInputProps('country')} />
      <Select
        label={t('maker:registry.language')}
        data={LANGUAGES.map((language) => ({ value: language.code, label: language.name }))}
        {...form.getInputProps('language')}
      />
      <Select
        label={t('maker:fleet.hub')}
        clearable
        data={(hubs.data?.items ?? []).map((hub) => ({ value: hub.id, label: hub.name }))}
        {...form.getInputProps('hubId')}
      />
      <PartnerSelect
        description={t('maker:settings.partnerOfCustomer')}
        {...form.getInputProps('partnerId')}
      />
      <TextInput label={t('maker:registry.industry')} {...form.getInputProps('industry')} />
      <TextInput label={t('maker:registry.taxId')} {...form.getInputProps('taxId')} />
    </FormDialog>
  );
}
