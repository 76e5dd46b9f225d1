import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { OpenItem } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';
import { methodName } from './method-name.js';

interface ChargeDialogProps {
  readonly item: OpenItem;
  readonly onClose: () => void;
}

/** Charges the open amount of a document to a saved payment method. */
export function ChargeDialog({ item, onClose }: ChargeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { id: customerId, name } = item.customer;
  const methods = useOne('payment-methods', '/customers/{id}/payment-methods', { path: { id: customerId } });
  const { form, sending, summary, submit } = useServerForm({ methodId: '' }, async ({ methodId }) => {
    await request('POST', '/open-items/{id}/charges', {
      path: { id: item.documentId },
      body: methodId === '' ? {} : { methodId },
      idempotencyKey,
    });
    await stale(...RECEIVABLES);
    onClose();
  });
  const items = methods.data?.items ?? [];
  const isWithout = methods.data !== undefined && items.length === 0;
  return (
    <FormDialog
      title={t('collection.chargeTitle', { amount: format.money(item.open.amount, item.open.currency) })}
      verb={t('collection.chargeNow')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      disabled={methods.data === undefined || isWithout}
    >
      <p>{isWithout ? `${name}: ${t('collection.noMethods')}` : t('collection.chargeEffect')}</p>
      {isWithout ? null : (
        <Select
          label={t('collection.method')}
          allowDeselect={false}
          data-autofocus
          data={items.map((method) => ({ value: method.id, label: methodName(method, t) }))}
          {...form.getInputProps('methodId')}
          value={form.values.methodId === '' ? (items[0]?.id ?? null) : form.values.methodId}
        />
      )}
    </FormDialog>
  );
}
