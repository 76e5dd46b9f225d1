import { Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { productNow } from '../../clock/clock.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

/** Adds a single machine: serial number, model, site and owner. */
export function MachineDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stale = useStale();
  const models = useOne('models', '/models', { query: { limit: 200 } });
  const sites = useOne('sites', '/sites', { query: { limit: 200 } });
  const { form, sending, summary, submit } = useServerForm(
    {
      serial: '',
      modelId: '',
      siteId: '',
      owner: 'maker' as 'maker' | 'customer',
      shippedAt: new Date(productNow()).toISOString().slice(0, 10),
    },
    async (values) => {
      const created = await request('POST', '/machines', {
        body: {
          serial: values.serial,
          modelId: values.modelId,
          owner: values.owner,
          shippedAt: `${values.shippedAt}T00:00:00Z`,
          ...(values.siteId === '' ? {} : { siteId: values.siteId }),
        },
      });
      await stale('machines', 'fleet');
      await navigate({ to: '/fleet/$machineId', params: { machineId: created.id } });
    },
  );
  return (
    <FormDialog
      title={t('maker:machineForm.title')}
      verb={t('maker:machineForm.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:machineForm.serial')} data-autofocus {...form.getInputProps('serial')} />
      <Select
        label={t('maker:machineForm.model')}
        searchable
        data={(models.data?.items ?? []).map((model) => ({
          value: model.id,
          label: `${model.code}, ${model.name}`,
        }))}
        {...form.getInputProps('modelId')}
      />
      <Select
        label={t('maker:machineForm.site')}
        description={t('maker:machineForm.siteHint')}
        searchable
        clearable
        data={(sites.data?.items ?? []).map((site) => ({
          value: site.id,
          label: `${site.name}, ${site.customer.name}`,
        }))}
        {...form.getInputProps('siteId')}
      />
      <Select
        label={t('maker:machineForm.owner')}
        data={[
          { value: 'maker', label: t('maker:owner.maker') },
          { value: 'customer', label: t('maker:owner.customer') },
        ]}
        {...form.getInputProps('owner')}
      />
      <DateField label={t('maker:machineForm.shipped')} {...form.getInputProps('shippedAt')} />
    </FormDialog>
  );
}
