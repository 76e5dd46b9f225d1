import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { OpenItem } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { amountOf, minorOf, RECEIVABLES, startOf } from '../amounts.js';
import { isCredit } from '../open-items/item-badge.js';

interface SetOffDialogProps {
  /** An open credit note. */
  readonly credit: OpenItem;
  readonly onClose: () => void;
}

/** Sets off an open credit note against another document of the same customer, seller and currency. */
export function SetOffDialog({ credit, onClose }: SetOffDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { currency } = credit.open;
  const list = useList('open-items', '/open-items', {
    query: { open: true, customerId: credit.customer.id, legalEntityId: credit.legalEntity.id, currency },
  });
  const items = list.items.filter((item) => !isCredit(item));
  const { form, sending, summary, submit } = useServerForm(
    { documentId: '', amount: '' },
    async ({ documentId, amount }) => {
      const allocation = await request('POST', '/open-items/{id}/set-off', {
        path: { id: credit.documentId },
        body: { documentId, amount },
        idempotencyKey,
      });
      await stale(...RECEIVABLES);
      toastDone(
        t('maker:receivables.setOffDone', { number: credit.number, document: allocation.document.number }),
      );
      onClose();
    },
  );
  const left = -minorOf(credit.open);
  const money = (minor: bigint): string => {
    const { amount } = amountOf(minor, currency);
    return format.money(amount, currency);
  };
  return (
    <FormDialog
      title={t('maker:receivables.setOffTitle', { number: credit.number })}
      verb={t('maker:receivables.setOff')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      disabled={!list.waiting && items.length === 0}
    >
      <p>
        {!list.waiting && items.length === 0
          ? t('maker:receivables.nothingToSetOff', { customer: credit.customer.name })
          : t('maker:receivables.setOffEffect', { left: money(left) })}
      </p>
      <Select
        label={t('payment.document')}
        allowDeselect={false}
        data-autofocus
        data={items.map((item) => ({
          value: item.documentId,
          label: t('maker:receivables.setOffChoice', {
            number: item.number,
            open: money(minorOf(item.open)),
            day: format.date(startOf(item.dueOn), 'UTC'),
          }),
        }))}
        {...form.getInputProps('documentId')}
        onChange={(documentId) => {
          const item = items.find((one) => one.documentId === documentId);
          if (item === undefined) return;
          const open = minorOf(item.open);
          form.clearErrors();
          form.setValues({
            documentId: item.documentId,
            amount: amountOf(open < left ? open : left, currency).amount,
          });
        }}
      />
      <AmountField label={t('payment.amount')} currency={currency} {...form.getInputProps('amount')} />
    </FormDialog>
  );
}
