import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Refund, Refundable } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
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

/** Refunds a payment or credit note, or a part of it, to the payer or to another payee. */
export function RefundDialog({ source, refundable, onClose }: RefundDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { amount: largest, payeeName, payeeAccount } = refundable;
  const { form, sending, summary, submit } = useServerForm(
    { amount: largest.amount, payeeName, payeeAccount: payeeAccount ?? '', note: '' },
    async (body) => {
      const refund = await send(source, body, idempotencyKey);
      await stale(...RECEIVABLES);
      const amount = format.money(refund.amount.amount, refund.amount.currency);
      toastDone(
        refund.state === 'posted'
          ? t('maker:refund.done', { amount, payee: refund.payeeName })
          : t('maker:refund.requestedDone', { amount }),
      );
      onClose();
    },
  );
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
      <p>{t('maker:refund.effect')}</p>
      <AmountField
        label={t('maker:refund.amount')}
        description={t('maker:refund.amountHint', { left: format.money(largest.amount, largest.currency) })}
        currency={largest.currency}
        {...form.getInputProps('amount')}
      />
      <TextInput label={t('maker:refund.payee')} {...form.getInputProps('payeeName')} />
      <TextInput
        label={t('maker:refund.payeeAccount')}
        description={t('maker:refund.payeeAccountHint')}
        {...form.getInputProps('payeeAccount')}
      />
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

interface RefundRequest {
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
