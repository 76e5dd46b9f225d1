import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BuyerOrder } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

/** Adds or edits a purchase order of the buyer, which appears on invoices with a tax point within its validity. */
export function OrderDialog({
  buyerId,
  currency,
  order,
  onClose,
}: {
  readonly buyerId: string;
  readonly currency: string;
  readonly order?: BuyerOrder;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      number: order?.number ?? '',
      reference: order?.reference ?? '',
      validFrom: order?.validFrom ?? '',
      validTo: order?.validTo ?? '',
      amount: order?.amount ?? '',
    },
    async ({ validTo, amount, ...values }) => {
      const body = {
        ...values,
        validTo: validTo === '' ? null : validTo,
        amount: amount === '' ? null : amount,
        currency: amount === '' ? null : (order?.currency ?? currency),
      };
      if (order === undefined) await request('POST', '/buyers/{id}/orders', { path: { id: buyerId }, body });
      else await request('PATCH', '/orders/{id}', { path: { id: order.id }, body, ifMatch: order.version });
      await stale('orders', 'invoices');
      onClose();
    },
  );
  return (
    <FormDialog
      title={order?.number ?? t('maker:entity.addOrder')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:entity.orderNumber')} data-autofocus {...form.getInputProps('number')} />
      <TextInput label={t('maker:entity.reference')} {...form.getInputProps('reference')} />
      <DateField label={t('maker:entity.validFrom')} {...form.getInputProps('validFrom')} />
      <DateField
        clearable
        label={t('maker:entity.validTo')}
        description={t('maker:entity.noEnd')}
        {...form.getInputProps('validTo')}
      />
      <AmountField
        currency={order?.currency ?? currency}
        min={0}
        label={t('maker:entity.orderAmount')}
        description={t('maker:entity.noLimit')}
        {...form.getInputProps('amount')}
      />
    </FormDialog>
  );
}
