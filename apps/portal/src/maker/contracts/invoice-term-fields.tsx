import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import classes from './exit-fields.module.css';
import type { InvoiceTermValues } from './invoice-term-values.js';

export type InvoiceTermsForm = UseFormReturnType<{ readonly invoiceTerms: InvoiceTermValues }>;

/** What is agreed of a whole bill: what is due at least of a month. */
export function InvoiceTermFields({
  form,
  currency,
}: {
  readonly form: InvoiceTermsForm;
  readonly currency: string;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('maker:invoiceTerms.minimum', { currency })}
        description={t('maker:invoiceTerms.minimumHint')}
        inputMode="decimal"
        {...form.getInputProps('invoiceTerms.minimum.amount')}
      />
      <TextInput
        label={t('maker:invoiceTerms.clause')}
        description={t('maker:invoiceTerms.clauseHint')}
        {...form.getInputProps('invoiceTerms.minimum.clause')}
      />
    </div>
  );
}
