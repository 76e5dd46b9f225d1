import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { LegalEntity } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { fromPairs, toPairs } from '../../ui/forms/pairs.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';

/** Edits the details printed on a company's invoices and its number ranges. Issued invoices keep the previous data. */
export function EditLegalEntityDialog({
  entity,
  onClose,
}: {
  readonly entity: LegalEntity;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { name, street, postalCode, city, email, seriesPrefix, mailsDocuments } = entity;
  const { form, sending, summary, submit } = useServerForm(
    {
      name,
      street,
      postalCode,
      city,
      email,
      seriesPrefix,
      mailsDocuments,
      taxIds: toPairs(entity.taxIds),
      registrations: toPairs(entity.registrations),
      fiscalYearMonth: String(entity.fiscalYearMonth),
    },
    async ({ taxIds, registrations, fiscalYearMonth, ...values }) => {
      await request('PATCH', '/legal-entities/{id}', {
        path: { id: entity.id },
        body: {
          ...values,
          taxIds: fromPairs(taxIds),
          registrations: fromPairs(registrations),
          fiscalYearMonth: Number(fiscalYearMonth),
        },
        ifMatch: entity.version,
      });
      await stale('legal-entities', 'invoices');
      onClose();
    },
  );
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: new Intl.DateTimeFormat(format.locale, { month: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2026, index, 15),
    ),
  }));
  return (
    <FormDialog
      title={name}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:entity.street')} {...form.getInputProps('street')} />
      <TextInput label={t('maker:entity.postalCode')} {...form.getInputProps('postalCode')} />
      <TextInput label={t('maker:entity.city')} {...form.getInputProps('city')} />
      <Textarea
        label={t('maker:entity.taxIds')}
        description={t('maker:entity.pairsHint')}
        autosize
        {...form.getInputProps('taxIds')}
      />
      <Textarea
        label={t('maker:entity.registrations')}
        description={t('maker:entity.pairsHint')}
        autosize
        {...form.getInputProps('registrations')}
      />
      <TextInput type="email" label={t('maker:entity.email')} {...form.getInputProps('email')} />
      <TextInput
        label={t('maker:entity.series')}
        description={t('maker:entity.seriesHint')}
        {...form.getInputProps('seriesPrefix')}
      />
      <Select
        label={t('maker:entity.fiscalYear')}
        allowDeselect={false}
        data={months}
        {...form.getInputProps('fiscalYearMonth')}
      />
      <Checkbox
        label={t('maker:entity.mailsDocuments')}
        description={t('maker:entity.mailsDocumentsWhat')}
        {...form.getInputProps('mailsDocuments', { type: 'checkbox' })}
      />
    </FormDialog>
  );
}
