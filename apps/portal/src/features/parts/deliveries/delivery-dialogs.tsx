import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { KitDelivery } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface DeliveryDialogProps {
  readonly delivery: KitDelivery;
  readonly onClose: () => void;
}

/** Ships a reserved kit: carrier, tracking number and promised day. */
export function SendDialog({ delivery, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { carrier: '', trackingNumber: '', promisedOn: delivery.predictedOn ?? '', price: '', currency: '' },
    async ({ price, currency, ...values }) => {
      await request('POST', '/kit-deliveries/{id}/send', {
        path: { id: delivery.id },
        body: { ...values, ...(price === '' ? {} : { price: { amount: price, currency } }) },
      });
      await stale('kit-deliveries', 'stock', 'today');
      toastDone(t('maker:parts.toast.send', { number: delivery.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:parts.sendTitle', { kit: delivery.kit.code, machine: delivery.machine.serial })}
      verb={t('maker:parts.send')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:parts.carrier')} data-autofocus {...form.getInputProps('carrier')} />
      <TextInput label={t('maker:parts.tracking')} {...form.getInputProps('trackingNumber')} />
      <DateField label={t('maker:parts.promised')} {...form.getInputProps('promisedOn')} />
      {delivery.charge === 'charged' && delivery.price === null ? (
        <>
          <AmountField
            currency={form.values.currency}
            min={0}
            label={t('maker:parts.price')}
            description={t('maker:parts.priceHint')}
            {...form.getInputProps('price')}
          />
          <CurrencyField label={t('maker:contracts.currency')} {...form.getInputProps('currency')} />
        </>
      ) : null}
    </FormDialog>
  );
}

/** Cancels a kit that is not needed and releases its reserved parts. */
export function CancelDeliveryDialog({ delivery, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ reason: '' }, async (values) => {
    await request('POST', '/kit-deliveries/{id}/cancel', { path: { id: delivery.id }, body: values });
    await stale('kit-deliveries', 'stock', 'today');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:parts.cancelTitle', { number: delivery.number })}
      verb={t('maker:parts.cancel')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('maker:ticket.reason')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormDialog>
  );
}
