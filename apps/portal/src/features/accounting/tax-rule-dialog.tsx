import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { LegalEntity } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { CountryField } from '../../ui/forms/code-select.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { TAX_CATEGORIES } from './tax-categories.js';

const SUPPLIES = ['service', 'goods'] as const;

/** Adds a tax rule, which applies to drafts with a tax point on or after its first day. */
export function TaxRuleDialog({
  entities,
  onClose,
}: {
  readonly entities: readonly LegalEntity[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      legalEntityId: entities[0]?.id ?? '',
      buyerCountry: '*',
      supply: 'service' as (typeof SUPPLIES)[number],
      category: 'standard' as (typeof TAX_CATEGORIES)[number],
      percent: '',
      taxStep: '',
      reason: '',
      validFrom: '',
    },
    async ({ taxStep, percent, reason, ...values }) => {
      const isStandard = values.category === 'standard';
      await request('POST', '/tax-rules', {
        body: {
          ...values,
          percent: isStandard ? percent : '0',
          // Otherwise a reason that was entered for another category would be printed on invoices.
          reason: isStandard ? '' : reason,
          taxStep: taxStep === '' ? null : taxStep,
        },
      });
      await stale('tax-rules');
      onClose();
    },
  );
  const isCharged = form.values.category === 'standard';
  return (
    <FormDialog
      title={t('maker:books.addRule')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('document.seller')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('legalEntityId')}
      />
      <CountryField
        label={t('maker:books.buyerIn')}
        anyOtherLabel={t('maker:books.elsewhere')}
        {...form.getInputProps('buyerCountry')}
      />
      <Select
        label={t('maker:books.supply')}
        allowDeselect={false}
        data={SUPPLIES.map((value) => ({ value, label: t(`document.supply.${value}`) }))}
        {...form.getInputProps('supply')}
      />
      <Select
        label={t('maker:books.tax')}
        allowDeselect={false}
        data={TAX_CATEGORIES.map((value) => ({ value, label: t(`maker:books.category.${value}`) }))}
        {...form.getInputProps('category')}
      />
      {isCharged ? (
        <NumberField
          unit="%"
          min={0}
          max={100}
          label={t('maker:books.percent')}
          {...form.getInputProps('percent')}
        />
      ) : (
        <Textarea
          label={t('maker:books.reason')}
          description={t('maker:books.reasonHint')}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
      )}
      <NumberField
        min={0}
        label={t('maker:books.step')}
        description={t('maker:books.stepHint')}
        {...form.getInputProps('taxStep')}
      />
      <DateField label={t('maker:books.validFrom')} {...form.getInputProps('validFrom')} />
    </FormDialog>
  );
}
