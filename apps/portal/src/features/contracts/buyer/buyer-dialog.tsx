import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Buyer } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { CountryField } from '../../../ui/forms/code-select.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { fromPairs, toPairs } from '../../../ui/forms/pairs.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/** Adds or edits a company of the customer. Issued invoices keep the previous data. */
export function BuyerDialog({
  customerId,
  buyer,
  onClose,
}: {
  readonly customerId: string;
  readonly buyer?: Buyer;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      name: buyer?.name ?? '',
      street: buyer?.street ?? '',
      postalCode: buyer?.postalCode ?? '',
      city: buyer?.city ?? '',
      country: buyer?.country ?? '',
      taxIds: toPairs(buyer?.taxIds ?? {}),
      invoiceEmail: buyer?.invoiceEmail ?? '',
    },
    async ({ taxIds, ...values }) => {
      const body = { ...values, taxIds: fromPairs(taxIds) };
      if (buyer === undefined)
        await request('POST', '/customers/{id}/buyers', { path: { id: customerId }, body });
      else await request('PATCH', '/buyers/{id}', { path: { id: buyer.id }, body, ifMatch: buyer.version });
      await stale('buyers', 'contracts', 'invoices');
      onClose();
    },
  );
  return (
    <FormDialog
      title={buyer?.name ?? t('maker:entity.addBuyer')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:entity.street')} {...form.getInputProps('street')} />
      <TextInput label={t('maker:entity.postalCode')} {...form.getInputProps('postalCode')} />
      <TextInput label={t('maker:entity.city')} {...form.getInputProps('city')} />
      <CountryField label={t('maker:registry.country')} {...form.getInputProps('country')} />
      <Textarea
        label={t('maker:entity.taxIds')}
        description={t('maker:entity.pairsHint')}
        autosize
        {...form.getInputProps('taxIds')}
      />
      <TextInput
        type="email"
        label={t('maker:entity.invoiceEmail')}
        {...form.getInputProps('invoiceEmail')}
      />
    </FormDialog>
  );
}
