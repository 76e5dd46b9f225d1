import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface ConnectStripeDialogProps {
  /** Whether the operator has a platform to which accounts can be connected. */
  readonly canConnectAccounts: boolean;
  readonly onClose: () => void;
}

/** Connects a Stripe account by its key, or by its id on the operator's platform. */
export function ConnectStripeDialog({ canConnectAccounts, onClose }: ConnectStripeDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [by, setBy] = useState<'key' | 'account'>('key');
  const { form, sending, summary, submit } = useServerForm({ key: '', accountId: '' }, async (values) => {
    const body = by === 'key' ? { key: values.key } : { accountId: values.accountId };
    await request('PUT', '/stripe-account', { body });
    await stale('stripe-account', 'card-payments');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:stripe.connect')}
      verb={t('maker:stripe.connect')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {canConnectAccounts ? (
        <SegmentedControl
          aria-label={t('maker:stripe.by')}
          value={by}
          onChange={(value) => setBy(value === 'account' ? 'account' : 'key')}
          data={[
            { value: 'key', label: t('maker:stripe.byKey') },
            { value: 'account', label: t('maker:stripe.byAccount') },
          ]}
        />
      ) : null}
      {by === 'key' ? (
        <PasswordInput
          label={t('maker:stripe.key')}
          description={t('maker:stripe.keyHint')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('key')}
        />
      ) : (
        <TextInput
          label={t('maker:stripe.account')}
          description={t('maker:stripe.accountHint')}
          {...form.getInputProps('accountId')}
        />
      )}
    </FormDialog>
  );
}
