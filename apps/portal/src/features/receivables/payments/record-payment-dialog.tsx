import { Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { LegalEntity } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import fields from '../../../ui/forms/fields.module.css';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';
import { CustomerChoice } from './customer-choice.js';

const METHODS = ['transfer', 'cheque', 'cash', 'other'] as const;

interface RecordPaymentDialogProps {
  /** The maker's legal entities, at least one. */
  readonly entities: readonly LegalEntity[];
  readonly onClose: () => void;
}

/** Records a received payment, and opens its page, where it is allocated to documents. */
export function RecordPaymentDialog({ entities, onClose }: RecordPaymentDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const stale = useStale();
  const [first] = entities;
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm(
    {
      legalEntityId: first?.id ?? '',
      amount: '',
      currency: first?.currency ?? '',
      receivedOn: todayIn(first?.zone ?? format.zone),
      method: 'transfer',
      customerId: null as string | null,
      payerName: '',
      payerAccount: '',
      reference: '',
    },
    async ({ method, payerName, payerAccount, ...values }) => {
      const payment = await request('POST', '/payments', {
        body: {
          ...values,
          method: METHODS.find((one) => one === method) ?? 'other',
          payerName: payerName || null,
          payerAccount: payerAccount || null,
        },
        idempotencyKey,
      });
      await stale(...RECEIVABLES);
      toastDone(
        t('maker:receivables.recorded', {
          amount: format.money(payment.amount.amount, payment.amount.currency),
        }),
      );
      onClose();
      void navigate({ to: '/receivables/payments/$paymentId', params: { paymentId: payment.id } });
    },
  );
  const entity = entities.find(({ id }) => id === form.values.legalEntityId);
  return (
    <FormDialog
      title={t('maker:receivables.record')}
      verb={t('maker:receivables.recordVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={560}
    >
      <Select
        label={t('maker:receivables.receivedBy')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('legalEntityId')}
        onChange={(id) => {
          const chosen = entities.find((one) => one.id === id);
          if (chosen !== undefined)
            form.setValues({
              legalEntityId: chosen.id,
              // A currency that was chosen deliberately stays.
              ...(form.values.currency === entity?.currency && { currency: chosen.currency }),
            });
        }}
      />
      <div className={fields.two}>
        <AmountField
          label={t('payment.amount')}
          currency={form.values.currency}
          data-autofocus
          {...form.getInputProps('amount')}
        />
        <CurrencyField
          label={t('maker:contracts.currency')}
          allowDeselect={false}
          {...form.getInputProps('currency')}
        />
      </div>
      <div className={fields.two}>
        <DateField
          label={t('payment.receivedOn')}
          zone={entity?.zone}
          {...form.getInputProps('receivedOn')}
        />
        <Select
          label={t('payment.methodHead')}
          allowDeselect={false}
          data={METHODS.map((value) => ({ value, label: t(`payment.method.${value}`) }))}
          {...form.getInputProps('method')}
        />
      </div>
      <CustomerChoice
        label={t('maker:life.customer')}
        description={t('maker:receivables.customerHint')}
        customerId={form.values.customerId}
        onChange={(customerId) => form.setFieldValue('customerId', customerId)}
        error={form.errors['customerId']}
      />
      <div className={fields.two}>
        <TextInput label={t('payment.payer')} {...form.getInputProps('payerName')} />
        <TextInput label={t('payment.payerAccount')} {...form.getInputProps('payerAccount')} />
      </div>
      <TextInput
        label={t('payment.reference')}
        description={t('maker:receivables.referenceHint')}
        {...form.getInputProps('reference')}
      />
    </FormDialog>
  );
}

function todayIn(zone: string): string {
  return instantToWallTime(productNow(), zone).slice(0, 10);
}
