import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { StripeAccount } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';

interface EditStripeDialogProps {
  readonly account: StripeAccount;
  readonly onClose: () => void;
}

/** Changes the days of retries and the signing secret of the webhook endpoint. */
export function EditStripeDialog({ account, onClose }: EditStripeDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { retryDays: account.retryDays.join(', '), webhookSecret: '' },
    async ({ retryDays, webhookSecret }) => {
      const days = retryDays.split(/[\s,;]+/).filter((day) => day !== '');
      const secret = webhookSecret.trim();
      await request('PATCH', '/stripe-account', {
        body: { retryDays: days.map(Number), ...(secret !== '' && { webhookSecret: secret }) },
      });
      await stale('stripe-account');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:stripe.edit')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:stripe.retryDays')}
        description={t('maker:stripe.retryHint')}
        data-autofocus
        {...form.getInputProps('retryDays')}
      />
      {account.kind === 'own_key' ? (
        <PasswordInput
          label={t('maker:stripe.secret')}
          description={t('maker:stripe.secretHint')}
          autoComplete="off"
          {...form.getInputProps('webhookSecret')}
        />
      ) : null}
    </FormDialog>
  );
}
