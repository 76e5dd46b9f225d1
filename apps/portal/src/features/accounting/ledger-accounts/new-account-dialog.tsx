import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { LegalEntity, MissingAccount, NewLedgerAccount } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { TAX_CATEGORIES } from '../tax-categories.js';
import { AccountNumberFields } from './account-number-fields.js';
import { ACCOUNT_CLASSES } from './chart-rows.js';

const REVENUE_CLASSES = [
  'base',
  'usage',
  'kit',
  'performance',
  'fee',
  'credit',
  'discount',
  'true_up',
  'instalment',
  'commitment',
] as const;

interface NewAccountDialogProps {
  readonly entities: readonly LegalEntity[];
  /** The part of the journal that has no number; undefined to choose one. */
  readonly of: MissingAccount | undefined;
  readonly onClose: () => void;
}

/** Assigns an account number to a class of the journal, or to a part of it. */
export function NewAccountDialog({ entities, of, onClose }: NewAccountDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      legalEntityId: of?.legalEntityId ?? entities[0]?.id ?? '',
      account: of?.account ?? ('receivable' as NewLedgerAccount['account']),
      revenueClass: of?.revenueClass ?? '',
      taxCategory: of?.taxCategory ?? '',
      taxPercent: of?.taxPercent ?? '',
      number: '',
      name: '',
    },
    async ({ revenueClass, taxCategory, taxPercent, ...values }) => {
      // Hidden fields can still contain what was entered for another class.
      const ofRevenue = values.account === 'revenue' ? revenueClass : '';
      const ofTax = values.account === 'tax_payable' ? taxCategory : '';
      await request('POST', '/ledger-accounts', {
        body: {
          ...values,
          revenueClass: REVENUE_CLASSES.find((one) => one === ofRevenue) ?? null,
          taxCategory: TAX_CATEGORIES.find((one) => one === ofTax) ?? null,
          taxPercent: ofTax && taxPercent ? taxPercent : null,
        },
      });
      await stale('ledger-accounts', 'receivables');
      onClose();
    },
  );
  const { account, taxCategory } = form.values;
  return (
    <FormDialog
      title={t('maker:ledger.add')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:ledger.effect')}</p>
      <Select
        label={t('maker:books.legalEntity')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('legalEntityId')}
      />
      <Select
        label={t('maker:ledger.class')}
        allowDeselect={false}
        data={ACCOUNT_CLASSES.map((value) => ({ value, label: t(`maker:invoice.accounts.${value}`) }))}
        {...form.getInputProps('account')}
      />
      {account === 'revenue' ? (
        <Select
          clearable
          label={t('maker:ledger.revenueClass')}
          description={t('maker:ledger.partHint')}
          data={REVENUE_CLASSES.map((value) => ({ value, label: t(`maker:invoice.classes.${value}`) }))}
          {...form.getInputProps('revenueClass')}
        />
      ) : null}
      {account === 'tax_payable' ? (
        <Select
          clearable
          label={t('maker:ledger.taxCategory')}
          description={t('maker:ledger.partHint')}
          data={TAX_CATEGORIES.map((value) => ({ value, label: t(`maker:books.category.${value}`) }))}
          {...form.getInputProps('taxCategory')}
        />
      ) : null}
      {account === 'tax_payable' && taxCategory ? (
        <NumberField
          unit="%"
          min={0}
          max={100}
          label={t('maker:books.percent')}
          description={t('maker:ledger.rateHint')}
          {...form.getInputProps('taxPercent')}
        />
      ) : null}
      <AccountNumberFields form={form} />
    </FormDialog>
  );
}
