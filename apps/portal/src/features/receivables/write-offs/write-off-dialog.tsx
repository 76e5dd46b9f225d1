import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { OpenItem, WriteOff } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';

const REASONS: readonly WriteOff['reason'][] = ['uncollectable', 'small_difference', 'goodwill'];

interface WriteOffDialogProps {
  /** An open invoice. */
  readonly item: OpenItem;
  readonly onClose: () => void;
}

/** Writes off the open amount of an invoice, or a part of it. */
export function WriteOffDialog({ item, onClose }: WriteOffDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { number, open } = item;
  const { form, sending, summary, submit } = useServerForm(
    { amount: open.amount, reason: 'uncollectable' as WriteOff['reason'], note: '' },
    async (body) => {
      const { state, amount } = await request('POST', '/open-items/{id}/write-offs', {
        path: { id: item.documentId },
        body,
        idempotencyKey,
      });
      await stale(...RECEIVABLES);
      const money = format.money(amount.amount, amount.currency);
      toastDone(
        t(state === 'posted' ? 'maker:writeOff.done' : 'maker:writeOff.requestedDone', {
          amount: money,
          number,
        }),
      );
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:writeOff.title', { number })}
      verb={t('maker:writeOff.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p>{t('maker:writeOff.effect')}</p>
      <AmountField
        label={t('maker:writeOff.amount')}
        description={t('maker:writeOff.amountHint', { open: format.money(open.amount, open.currency) })}
        currency={open.currency}
        {...form.getInputProps('amount')}
      />
      <Select
        label={t('maker:writeOff.reasonHead')}
        allowDeselect={false}
        data={REASONS.map((value) => ({ value, label: t(`maker:writeOff.reason.${value}`) }))}
        {...form.getInputProps('reason')}
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
