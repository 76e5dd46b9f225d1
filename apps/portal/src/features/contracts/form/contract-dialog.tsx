import { Select, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { ZoneSelect } from '../../../ui/forms/zone-select.js';
import { PauseFields, type PausesForm } from '../pauses/pause-fields.js';
import { BillingTermFields, type BillingTermsForm } from '../terms/billing-term-fields.js';
import { InvoiceTermFields, type InvoiceTermsForm } from '../terms/invoice-term-fields.js';
import classes from './contract-dialog.module.css';
import { newContractValues, toContractTerms, toContractValues } from './contract-values.js';
import { usePlanChoices } from './use-plan-choices.js';

interface ContractDialogProps {
  /** The draft to edit; absent for a new contract. */
  readonly contract?: Contract;
  readonly onClose: () => void;
}

/** Parties, term and payment terms of a contract. Machines and prices are edited on the contract's page. */
export function ContractDialog({ contract, onClose }: ContractDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stale = useStale();
  const customers = useOne('customers', '/customers', { query: { limit: 200 } });
  const entities = useOne('legal-entities', '/legal-entities');
  const plans = usePlanChoices(contract?.plan);
  const { form, sending, summary, submit } = useServerForm(
    contract === undefined
      ? newContractValues(Intl.DateTimeFormat().resolvedOptions().timeZone)
      : toContractValues(contract),
    async (values) => {
      const body = toContractTerms(values, contract);
      if (contract === undefined) {
        const created = await request('POST', '/contracts', { body });
        await stale('contracts');
        await navigate({ to: '/contracts/$contractId', params: { contractId: created.id } });
        return;
      }
      await request('PATCH', '/contracts/{id}', {
        path: { id: contract.id },
        body,
        ifMatch: contract.version,
      });
      await stale('contracts', 'usage', 'cost', 'machines', 'buyers', 'orders');
      toastDone(t('maker:contract.saved', { number: values.number }));
      onClose();
    },
  );
  const { customerId } = form.values;
  const buyers = useOne('buyers', '/customers/{id}/buyers', {
    path: { id: customerId },
    enabled: customerId !== '',
  });
  const hasMachines = (contract?.machines.length ?? 0) > 0;
  return (
    <FormDialog
      title={
        contract === undefined
          ? t('maker:contracts.addTitle')
          : t('maker:contract.editTitle', { number: contract.number })
      }
      verb={contract === undefined ? t('maker:contracts.addVerb') : t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <div className={classes.fields}>
        <TextInput label={t('maker:contracts.itsNumber')} data-autofocus {...form.getInputProps('number')} />
        <Select label={t('maker:contracts.plan')} data={[...plans]} {...form.getInputProps('planId')} />
      </div>
      <h3 className={classes.title}>{t('maker:contract.parties')}</h3>
      <div className={classes.fields}>
        <Select
          label={t('maker:life.customer')}
          description={hasMachines ? t('maker:contract.customerHint') : undefined}
          disabled={hasMachines}
          searchable
          data={(customers.data?.items ?? []).map((customer) => ({
            value: customer.id,
            label: customer.name,
          }))}
          {...form.getInputProps('customerId')}
          onChange={(id) => {
            form.setFieldValue('customerId', id ?? '');
            form.setFieldValue('buyerId', '');
          }}
        />
        <Select
          label={t('maker:contract.buyer')}
          description={t('maker:contract.buyerHint')}
          disabled={customerId === ''}
          placeholder={buyers.data?.items[0]?.name}
          data={(buyers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('buyerId')}
          value={form.values.buyerId || null}
          onChange={(id) => form.setFieldValue('buyerId', id ?? '')}
        />
        <Select
          label={t('maker:contracts.entity')}
          description={t('maker:contract.entityHint')}
          data={(entities.data?.items ?? []).map((entity) => ({ value: entity.id, label: entity.name }))}
          {...form.getInputProps('legalEntityId')}
          onChange={(id) => {
            form.setFieldValue('legalEntityId', id ?? '');
            const entity = entities.data?.items.find((candidate) => candidate.id === id);
            // Keeps the values of an existing draft, because they may have been agreed.
            if (entity === undefined || contract !== undefined) return;
            form.setFieldValue('currency', entity.currency);
            form.setFieldValue('zone', entity.zone);
          }}
        />
      </div>
      <h3 className={classes.title}>{t('maker:contracts.term')}</h3>
      <div className={classes.fields}>
        <DateField
          zone={form.values.zone}
          label={t('maker:contract.firstDay')}
          {...form.getInputProps('startsOn')}
        />
        <DateField
          zone={form.values.zone}
          clearable
          label={t('maker:amendment.lastDay')}
          description={t('maker:contracts.endsHint')}
          {...form.getInputProps('endsOn')}
        />
        <ZoneSelect
          label={t('maker:contracts.zone')}
          description={t('maker:contract.zoneHint')}
          {...form.getInputProps('zone')}
        />
        <Select
          label={t('maker:contract.billingCalendar')}
          description={t('maker:contract.billingCalendarHint')}
          allowDeselect={false}
          data={(['calendar', 'anniversary'] as const).map((value) => ({
            value,
            label: t(`maker:contract.months.${value}`),
          }))}
          {...form.getInputProps('billingCalendar')}
        />
      </div>
      <h3 className={classes.title}>{t('maker:contract.prices')}</h3>
      <div className={classes.fields}>
        <CurrencyField label={t('maker:contracts.currency')} {...form.getInputProps('currency')} />
        <NumberField
          label={t('maker:amendment.paymentDays')}
          description={t('maker:contract.paymentHint')}
          unit={t('entry.units.days')}
          decimals={0}
          min={0}
          {...form.getInputProps('paymentDays')}
        />
        <div className={classes.switches}>
          <Switch
            label={t('maker:contract.pricesIncludeTax')}
            {...form.getInputProps('pricesIncludeTax', { type: 'checkbox' })}
          />
          <Switch
            label={t('maker:contracts.kitsIncluded')}
            {...form.getInputProps('kitsIncluded', { type: 'checkbox' })}
          />
        </div>
      </div>
      <h3 className={classes.title}>{t('invoiceTerms.title')}</h3>
      {/* A contract's form contains all fields used here. */}
      <InvoiceTermFields form={form as unknown as InvoiceTermsForm} currency={form.values.currency} />
      <h3 className={classes.title}>{t('pause.title')}</h3>
      {/* A contract's form contains all fields used here. */}
      <PauseFields form={form as unknown as PausesForm} />
      <h3 className={classes.title}>{t('billingTerms.title')}</h3>
      <BillingTermFields form={form as unknown as BillingTermsForm} />
    </FormDialog>
  );
}
