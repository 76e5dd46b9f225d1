import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import classes from './term-fields.module.css';
import type { BillingTermValues } from './billing-term-values.js';
import { DEFAULT_TERMS } from './billing-terms.js';

/** Any form with these terms. */
export type BillingTermsForm = UseFormReturnType<{ readonly terms: BillingTermValues }>;

/** Billing terms for lines on hold, corrections of issued months, disputes and meter tests. */
export function BillingTermFields({ form }: { readonly form: BillingTermsForm }) {
  const { t } = useTranslation();
  const choices = (term: 'hold' | 'corrections', values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`billingTerms.${term}.${value}`) }));
  return (
    <div className={classes.fields}>
      <Select
        label={t('billingTerms.hold.label')}
        description={t('billingTerms.hold.hint')}
        allowDeselect={false}
        data={choices('hold', ['line', 'invoice'])}
        {...form.getInputProps('terms.billing.hold')}
      />
      <Select
        label={t('billingTerms.corrections.label')}
        description={t('billingTerms.corrections.hint')}
        allowDeselect={false}
        data={choices('corrections', ['line', 'document'])}
        {...form.getInputProps('terms.billing.corrections')}
      />
      <NumberField
        label={t('billingTerms.dispute.label')}
        description={t('billingTerms.dispute.hint')}
        placeholder={String(DEFAULT_TERMS.disputeDays)}
        unit={t('entry.units.days')}
        decimals={0}
        {...form.getInputProps('terms.meter.dispute_days')}
      />
      <NumberField
        label={t('billingTerms.tolerance.label')}
        description={t('billingTerms.tolerance.hint')}
        unit="%"
        {...form.getInputProps('terms.meter.tolerance_pct')}
      />
      <NumberField
        label={t('billingTerms.test.maxDays')}
        description={t('billingTerms.test.maxDaysHint')}
        unit={t('entry.units.days')}
        decimals={0}
        {...form.getInputProps('terms.meter.test_max_days')}
      />
      <NumberField
        label={t('billingTerms.test.share')}
        description={t('billingTerms.test.shareHint')}
        {...form.getInputProps('terms.meter.test_share_of_time')}
      />
      <NumberField
        label={t('billingTerms.test.fee')}
        description={t('billingTerms.test.feeHint')}
        {...form.getInputProps('terms.meter.test_fee')}
      />
    </div>
  );
}
