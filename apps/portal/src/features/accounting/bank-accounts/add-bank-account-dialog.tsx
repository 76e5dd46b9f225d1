import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { LegalEntity } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/**
 * Proposes a bank account. Invoices print it once another person has approved it; the first account of a legal entity
 * is approved immediately.
 */
export function AddBankAccountDialog({
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
      legalEntityId: entities.length === 1 ? entities[0]!.id : '',
      currency: '',
      account: '',
      bank: '',
      bic: '',
      validFrom: '',
      validTo: '',
    },
    async ({ currency, validFrom, validTo, ...values }) => {
      const proposed = await request('POST', '/bank-accounts', {
        body: {
          ...values,
          currency: currency || null,
          validFrom: validFrom || null,
          validTo: validTo || null,
        },
      });
      await stale('bank-accounts', 'legal-entities', 'invoices');
      toastDone(t(`maker:bankAccounts.${proposed.state === 'approved' ? 'saved' : 'proposed'}`));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:bankAccounts.add')}
      verb={t('maker:bankAccounts.propose')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p>{t('maker:bankAccounts.effect')}</p>
      <Select
        label={t('document.seller')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('legalEntityId')}
      />
      <CurrencyField
        clearable
        label={t('maker:contracts.currency')}
        description={t('maker:bankAccounts.currencyHint')}
        {...form.getInputProps('currency')}
      />
      <TextInput
        label={t('maker:entity.account')}
        description={t('maker:bankAccounts.accountHint')}
        {...form.getInputProps('account')}
      />
      <TextInput label={t('maker:entity.bank')} {...form.getInputProps('bank')} />
      <TextInput label={t('maker:entity.bic')} {...form.getInputProps('bic')} />
      <DateField
        clearable
        label={t('maker:entity.validFrom')}
        description={t('maker:bankAccounts.validFromHint')}
        {...form.getInputProps('validFrom')}
      />
      <DateField
        clearable
        label={t('maker:entity.validTo')}
        description={t('maker:entity.noEnd')}
        {...form.getInputProps('validTo')}
      />
    </FormDialog>
  );
}
