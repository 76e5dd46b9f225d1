import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { CURRENCIES } from '../../../format/codes.js';
import { useFormat } from '../../../format/use-format.js';
import { ZoneSelect } from '../../../ui/forms/zone-select.js';
import { BillingTermFields, type BillingTermsForm } from '../../contracts/terms/billing-term-fields.js';
import { usePlanChoices } from '../../contracts/terms/use-plan-choices.js';
import { findingsAt, type Finding } from '../checks/draft-findings.js';
import type { DraftForm } from '../draft-form.js';
import { InlineDate, InlineNumber, InlineSelect, InlineText } from '../sentences/inline-fields.js';
import { Sentence } from '../sentences/sentence.js';
import { fieldAt } from '../sentences/split-sentence.js';
import type { DraftScope } from '../use-draft-scope.js';
import { withFirstDay, withoutCustomer } from '../values/draft-values.js';
import { Clause } from './clause.js';
import classes from './clause.module.css';

interface PartyClausesProps {
  readonly form: DraftForm;
  readonly scope: DraftScope;
  readonly contract: Contract | undefined;
  readonly findings: readonly Finding[];
}

/** Number, customer and plan; seller, buyer and currency. */
export function PartiesClause({ form, scope, contract, findings }: PartyClausesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const plans = usePlanChoices(contract?.plan);
  const { values } = form;
  const named = (items: readonly { readonly id: string; readonly name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const chooseCustomer = (id: string | null): void => {
    if (id === null || id === values.customerId) return;
    form.setValues({ ...withoutCustomer(values), customerId: id });
  };
  const chooseSeller = (id: string | null): void => {
    const entity = scope.entities.find((candidate) => candidate.id === id);
    if (entity === undefined) return;
    form.setFieldValue('legalEntityId', entity.id);
    // Keeps the values of a saved draft, because they may have been agreed.
    if (contract !== undefined) return;
    form.setFieldValue('currency', entity.currency);
    form.setFieldValue('zone', entity.zone);
  };
  const field = (path: string) => {
    const at = form.getInputProps(path);
    switch (path) {
      case 'number':
        return (
          <InlineText label={t('maker:contracts.itsNumber')} maxLength={40} placeholder="K-2027-1" {...at} />
        );
      case 'customerId':
        return (
          <InlineSelect
            searchable
            label={t('maker:life.customer')}
            placeholder={t('maker:contractEditor.choose')}
            data={named(scope.customers)}
            {...at}
            onChange={chooseCustomer}
          />
        );
      case 'planId':
        return (
          <InlineSelect
            searchable
            label={t('maker:contracts.plan')}
            placeholder={t('maker:contractEditor.choose')}
            data={plans}
            {...at}
            onChange={(id) => form.setFieldValue('planId', id ?? values.planId)}
          />
        );
      case 'legalEntityId':
        return (
          <InlineSelect
            label={t('maker:contracts.entity')}
            placeholder={t('maker:contractEditor.choose')}
            data={named(scope.entities)}
            {...at}
            onChange={chooseSeller}
          />
        );
      case 'buyerId':
        return (
          <InlineSelect
            label={t('maker:contract.buyer')}
            placeholder={scope.buyers[0]?.name ?? t('maker:contract.buyer')}
            disabled={values.customerId === ''}
            data={named(scope.buyers)}
            {...at}
            onChange={(id) => form.setFieldValue('buyerId', id ?? '')}
          />
        );
      default:
        return (
          <InlineSelect
            searchable
            label={t('maker:contracts.currency')}
            placeholder={t('maker:contractEditor.choose')}
            data={CURRENCIES.map((code) => ({
              value: code,
              label: values.currency === code ? code : `${code} ${format.currency(code)}`,
            }))}
            {...at}
            onChange={(code) => form.setFieldValue('currency', code ?? values.currency)}
          />
        );
    }
  };
  return (
    <Clause
      name="parties"
      title={t('maker:contract.parties')}
      findings={findingsAt(findings, 'customerId', 'buyerId', 'legalEntityId', 'currency', 'planId')}
    >
      <Sentence
        text={t('maker:contractEditor.sentence.customer', {
          number: fieldAt('number'),
          customer: fieldAt('customerId'),
          plan: fieldAt('planId'),
        })}
        field={field}
      />
      <Sentence
        text={t('maker:contractEditor.sentence.parties', {
          seller: fieldAt('legalEntityId'),
          buyer: fieldAt('buyerId'),
          currency: fieldAt('currency'),
        })}
        field={field}
      />
    </Clause>
  );
}

/** First and last day, billing months and time zone. */
export function TermClause({ form, findings }: Pick<PartyClausesProps, 'form' | 'findings'>) {
  const { t } = useTranslation();
  const { values } = form;
  const months = (['calendar', 'anniversary'] as const).map((value) => ({
    value,
    label: t(`maker:contract.months.${value}`),
  }));
  const field = (path: string) => {
    const at = form.getInputProps(path);
    switch (path) {
      case 'startsOn':
        return (
          <InlineDate
            zone={values.zone}
            label={t('maker:contract.firstDay')}
            {...at}
            onChange={(day) => form.setValues({ ...values, ...withFirstDay(values, day) })}
          />
        );
      case 'endsOn':
        return (
          <InlineDate
            clearable
            zone={values.zone}
            label={t('maker:amendment.lastDay')}
            placeholder={t('maker:contracts.open')}
            {...at}
          />
        );
      default:
        return (
          <InlineSelect
            label={t('maker:contract.billingCalendar')}
            allowDeselect={false}
            data={months}
            {...at}
          />
        );
    }
  };
  return (
    <Clause
      name="term"
      title={t('maker:contracts.term')}
      findings={findingsAt(findings, 'startsOn', 'endsOn', 'zone')}
      hasMoreErrors={form.errors['zone'] !== undefined}
      more={
        <ZoneSelect
          label={t('maker:contracts.zone')}
          description={t('maker:contract.zoneHint')}
          {...form.getInputProps('zone')}
        />
      }
    >
      <Sentence
        text={t('maker:contractEditor.sentence.term', { from: fieldAt('startsOn'), to: fieldAt('endsOn') })}
        field={field}
      />
      <Sentence
        text={t('maker:contractEditor.sentence.months', { months: fieldAt('billingCalendar') })}
        field={field}
      />
    </Clause>
  );
}

/** Payment term, taxes and kits, with the terms for lines on hold, corrections, disputes and meter tests. */
export function PaymentClause({ form }: Pick<PartyClausesProps, 'form'>) {
  const { t } = useTranslation();
  const [dispute, isStandard] = [
    form.values.terms.meter.dispute_days,
    form.values.terms.meter.dispute_days === '',
  ];
  const hasErrors = Object.keys(form.errors).some(
    (path) => path.startsWith('terms') || path === 'pricesIncludeTax' || path === 'kitsIncluded',
  );
  return (
    <Clause
      name="payment"
      title={t('maker:contractEditor.clause.payment')}
      hasMoreErrors={hasErrors}
      more={
        <>
          <div className={classes.fields}>
            <Switch
              label={t('maker:contract.pricesIncludeTax')}
              {...form.getInputProps('pricesIncludeTax', { type: 'checkbox' })}
            />
            <Switch
              label={t('maker:contracts.kitsIncluded')}
              {...form.getInputProps('kitsIncluded', { type: 'checkbox' })}
            />
          </div>
          <BillingTermFields form={form as unknown as BillingTermsForm} />
        </>
      }
    >
      <Sentence
        text={t('maker:contractEditor.sentence.payment', { days: fieldAt('paymentDays') })}
        field={(path) => (
          <InlineNumber
            label={t('maker:amendment.paymentDays')}
            unit={t('entry.units.days')}
            decimals={0}
            min={0}
            {...form.getInputProps(path)}
          />
        )}
      />
      <p className={classes.plain}>
        {[
          t(`maker:contractEditor.sentence.${form.values.pricesIncludeTax ? 'withTax' : 'withoutTax'}`),
          t('maker:contractEditor.sentence.dispute', { count: isStandard ? 30 : Number(dispute) || 0 }),
        ].join(' ')}
      </p>
    </Clause>
  );
}
