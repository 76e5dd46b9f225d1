import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { RECEIVABLES } from '../amounts.js';
import { CreditorSelect } from './creditor-select.js';

const SCHEMES = ['b2b', 'core'] as const;

interface RegisterMandateDialogProps {
  readonly customerId: string;
  /** The legal entities that collect by direct debit, at least one. */
  readonly legalEntityIds: readonly string[];
  readonly onClose: () => void;
}

/** Registers a mandate that the customer signed. */
export function RegisterMandateDialog({ customerId, legalEntityIds, onClose }: RegisterMandateDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm(
    {
      legalEntityId: legalEntityIds[0]!,
      reference: '',
      scheme: 'b2b',
      payerName: '',
      account: '',
      signedOn: '',
    },
    async ({ scheme, ...values }) => {
      const mandate = await request('POST', '/mandates', {
        body: { ...values, customerId, scheme: scheme === 'core' ? 'core' : 'b2b' },
        idempotencyKey,
      });
      await stale(...RECEIVABLES);
      toastDone(t('maker:debit.registered', { reference: mandate.reference }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:debit.registerTitle')}
      verb={t('maker:debit.register')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p>{t('maker:debit.registerEffect')}</p>
      <CreditorSelect legalEntityIds={legalEntityIds} {...form.getInputProps('legalEntityId')} />
      <TextInput
        label={t('maker:debit.reference')}
        description={t('maker:debit.referenceHint')}
        data-autofocus
        {...form.getInputProps('reference')}
      />
      <Select
        label={t('maker:debit.scheme')}
        allowDeselect={false}
        data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`maker:debit.${scheme}`) }))}
        {...form.getInputProps('scheme')}
      />
      <TextInput label={t('maker:debit.payer')} {...form.getInputProps('payerName')} />
      <TextInput label={t('maker:debit.iban')} {...form.getInputProps('account')} />
      <DateField label={t('maker:debit.signedOn')} {...form.getInputProps('signedOn')} />
    </FormDialog>
  );
}
