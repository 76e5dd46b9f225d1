import { Select, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Contract, Customer, LegalEntity, Page, Plan } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useLocalised } from '../../i18n/localised.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { ZoneSelect } from '../../ui/zone-select.js';

const EMPTY = {
  number: '',
  customerId: '',
  legalEntityId: '',
  planId: '',
  currency: '',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  startsOn: '',
  endsOn: '',
  kitsIncluded: false,
};

/** A new contract; meters and prices follow on its own page. */
export function ContractDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stale = useStale();
  const localised = useLocalised();
  const customers = useOne<Page<Customer>>('customers', '/customers', { query: { limit: 200 } });
  const entities = useOne<Page<LegalEntity>>('legal-entities', '/legal-entities');
  const plans = useOne<Page<Plan>>('plans', '/plans');
  const { form, sending, summary, submit } = useServerForm(EMPTY, async ({ endsOn, ...values }) => {
    const created = await request<Contract>('POST', '/contracts', {
      body: { ...values, ...(endsOn === '' ? {} : { endsOn }) },
    });
    await stale('contracts');
    await navigate({ to: '/contracts/$contractId', params: { contractId: created.id } });
  });
  return (
    <FormDialog
      title={t('maker:contracts.addTitle')}
      verb={t('maker:contracts.addVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:contracts.itsNumber')} data-autofocus {...form.getInputProps('number')} />
      <Select
        label={t('maker:life.customer')}
        searchable
        data={(customers.data?.items ?? []).map((customer) => ({ value: customer.id, label: customer.name }))}
        {...form.getInputProps('customerId')}
      />
      <Select
        label={t('maker:contracts.entity')}
        data={(entities.data?.items ?? []).map((entity) => ({ value: entity.id, label: entity.name }))}
        {...form.getInputProps('legalEntityId')}
        onChange={(id) => {
          form.setFieldValue('legalEntityId', id ?? '');
          const entity = entities.data?.items.find((one) => one.id === id);
          if (entity === undefined) return;
          form.setFieldValue('currency', entity.currency);
          form.setFieldValue('zone', entity.zone);
        }}
      />
      <Select
        label={t('maker:contracts.plan')}
        data={(plans.data?.items ?? []).map((plan) => ({ value: plan.id, label: localised(plan.name) }))}
        {...form.getInputProps('planId')}
      />
      <TextInput
        label={t('maker:contracts.currency')}
        description={t('maker:contracts.currencyHint')}
        maxLength={3}
        {...form.getInputProps('currency')}
      />
      <ZoneSelect label={t('maker:contracts.zone')} {...form.getInputProps('zone')} />
      <TextInput type="date" label={t('maker:contracts.starts')} {...form.getInputProps('startsOn')} />
      <TextInput
        type="date"
        label={t('maker:contracts.ends')}
        description={t('maker:contracts.endsHint')}
        {...form.getInputProps('endsOn')}
      />
      <Switch
        label={t('maker:contracts.kitsIncluded')}
        {...form.getInputProps('kitsIncluded', { type: 'checkbox' })}
      />
    </FormDialog>
  );
}
