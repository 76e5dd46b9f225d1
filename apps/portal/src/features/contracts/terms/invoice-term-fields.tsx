import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField, NumberField } from '../../../ui/forms/entry/number-field.js';
import { FormRows } from '../../../ui/forms/form-rows.js';
import fields from '../exit/exit-fields.module.css';
import classes from '../pauses/pause-fields.module.css';
import { type DiscountValues, type InvoiceTermValues, NEW_DISCOUNT } from './invoice-term-values.js';

export type InvoiceTermsForm = UseFormReturnType<{ readonly invoiceTerms: InvoiceTermValues }>;

interface InvoiceTermFieldsProps {
  readonly form: InvoiceTermsForm;
  readonly currency: string;
}

/** Terms of a whole invoice: monthly minimum, discounts and rounding. */
export function InvoiceTermFields({ form, currency }: InvoiceTermFieldsProps) {
  const { t } = useTranslation();
  const list = 'invoiceTerms.discounts';
  return (
    <div className={fields.column}>
      <div className={fields.fields}>
        <NumberField
          label={t('maker:invoiceTerms.minimum')}
          unit={currency}
          description={t('maker:invoiceTerms.minimumHint')}
          {...form.getInputProps('invoiceTerms.minimum.amount')}
        />
        <TextInput
          label={t('maker:invoiceTerms.clause')}
          description={t('maker:invoiceTerms.clauseHint')}
          {...form.getInputProps('invoiceTerms.minimum.clause')}
        />
      </div>
      <div className={fields.fields}>
        <AmountField
          label={t('maker:invoiceTerms.payableIncrement')}
          currency={currency}
          description={t('maker:invoiceTerms.payableIncrementHint')}
          {...form.getInputProps('invoiceTerms.payableIncrement')}
        />
      </div>
      <p className={classes.hint}>{t('maker:invoiceTerms.discountsHint')}</p>
      {form.errors[list] === undefined ? null : <p className={classes.fault}>{form.errors[list]}</p>}
      <FormRows
        count={form.values.invoiceTerms.discounts.length}
        rowClass={classes.row}
        removeLabel={t('maker:invoiceTerms.removeDiscount')}
        onRemove={(row) => form.removeListItem(list, row)}
        addVariant="default"
        addLabel={t('maker:invoiceTerms.addDiscount')}
        onAdd={() => form.insertListItem(list, NEW_DISCOUNT)}
      >
        {(row) => <DiscountRow form={form} row={row} currency={currency} />}
      </FormRows>
    </div>
  );
}

function DiscountRow({ form, row, currency }: InvoiceTermFieldsProps & { readonly row: number }) {
  const { t } = useTranslation();
  const at = (field: keyof DiscountValues) => form.getInputProps(`invoiceTerms.discounts.${row}.${field}`);
  const { kind } = form.values.invoiceTerms.discounts[row]!;
  return (
    <>
      <Select
        label={t('maker:invoiceTerms.kind')}
        allowDeselect={false}
        data={(['percent', 'amount'] as const).map((value) => ({
          value,
          label: t(`maker:invoiceTerms.kinds.${value}`),
        }))}
        {...at('kind')}
      />
      <NumberField
        label={t(`maker:invoiceTerms.${kind}`)}
        unit={kind === 'percent' ? '%' : currency}
        {...at(kind)}
      />
      <DateField clearable label={t('maker:invoiceTerms.from')} {...at('from')} />
      <DateField clearable label={t('maker:invoiceTerms.until')} {...at('until')} />
      <TextInput label={t('maker:invoiceTerms.clause')} {...at('clause')} />
    </>
  );
}
