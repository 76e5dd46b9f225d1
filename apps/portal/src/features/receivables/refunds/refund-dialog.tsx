import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { NewRefund, Refund, Refundable } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';

/** The payment or credit note that is refunded. */
export type RefundSource =
  | { readonly kind: 'payment'; readonly paymentId: string }
  | { readonly kind: 'creditNote'; readonly documentId: string; readonly number: string };

interface RefundDialogProps {
  readonly source: RefundSource;
  readonly refundable: Refundable;
  readonly onClose: () => void;
}

/** Refunds a payment or credit note, or a part of it: to the method that paid, or by a transfer to a payee. */
export function RefundDialog({ source, refundable, onClose }: RefundDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { payeeName, payeeAccount, paymentMethod } = refundable;
  const largestTo = (way: RefundWay) =>
    way === 'payment_method' && paymentMethod !== null ? paymentMethod.amount : refundable.amount;
  const firstWay: RefundWay = paymentMethod === null ? 'bank_account' : 'payment_method';
  const { form, sending, summary, submit } = useServerForm(
    {
      way: firstWay,
      amount: largestTo(firstWay).amount,
      payeeName,
      payeeAccount: payeeAccount ?? '',
      note: '',
    },
    async (body) => {
      const refund = await send(source, body, idempotencyKey);
      await stale(...RECEIVABLES);
      toastDone(outcomeOf(refund, t, format));
      onClose();
    },
  );
  const { way } = form.getValues();
  const largest = largestTo(way);
  const chooseWay = (chosen: string): void => {
    const next: RefundWay = chosen === 'payment_method' ? 'payment_method' : 'bank_account';
    const isUnchanged = form.getValues().amount === largest.amount;
    form.setValues({ way: next, ...(isUnchanged && { amount: largestTo(next).amount }) });
  };
  return (
    <FormDialog
      title={
        source.kind === 'payment'
          ? t('maker:refund.titlePayment')
          : t('maker:refund.titleCredit', { number: source.number })
      }
      verb={t('maker:refund.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      {paymentMethod === null ? null : (
        <Radio.Group label={t('maker:refund.way')} value={way} onChange={chooseWay}>
          <Stack gap="xs" mt="xs">
            <Radio value="payment_method" label={paymentMethod.label ?? t('maker:refund.wayMethodUnknown')} />
            <Radio value="bank_account" label={t('maker:refund.wayAccount')} />
          </Stack>
        </Radio.Group>
      )}
      <p>{t(way === 'payment_method' ? 'maker:refund.effectMethod' : 'maker:refund.effect')}</p>
      <AmountField
        label={t('maker:refund.amount')}
        description={t('maker:refund.amountHint', { left: format.money(largest.amount, largest.currency) })}
        currency={largest.currency}
        {...form.getInputProps('amount')}
      />
      {way === 'payment_method' ? null : (
        <>
          <TextInput label={t('maker:refund.payee')} {...form.getInputProps('payeeName')} />
          <TextInput
            label={t('maker:refund.payeeAccount')}
            description={t('maker:refund.payeeAccountHint')}
            {...form.getInputProps('payeeAccount')}
          />
        </>
      )}
      <Textarea
        label={t('maker:approval.note')}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('note')}
      />
    </FormDialog>
  );
}

/** Returns the message after a request. */
function outcomeOf(refund: Refund, t: ReturnType<typeof useTranslation>['t'], format: Format): string {
  const amount = format.money(refund.amount.amount, refund.amount.currency);
  if (refund.state !== 'posted') return t('maker:refund.requestedDone', { amount });
  return refund.stripe === null
    ? t('maker:refund.done', { amount, payee: refund.payeeName })
    : t('maker:refund.doneMethod', { amount, method: refund.payeeAccount });
}

type RefundWay = NonNullable<NewRefund['way']>;

interface RefundRequest {
  readonly way: RefundWay;
  readonly amount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly note: string;
}

function send(source: RefundSource, body: RefundRequest, idempotencyKey: string): Promise<Refund> {
  return source.kind === 'payment'
    ? request('POST', '/payments/{id}/refunds', { path: { id: source.paymentId }, body, idempotencyKey })
    : request('POST', '/open-items/{id}/refunds', { path: { id: source.documentId }, body, idempotencyKey });
}
