import { Button, PasswordInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { AuthLayout } from './auth-layout.js';

const EMPTY = { password: '' };

/** Sets a new password with the link from the email. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { token } = useParams({ from: '/reset-password/$token' });
  const { form, sending, summary, submit } = useServerForm(EMPTY, async (values) => {
    await request('POST', '/password-resets/{token}', { path: { token }, body: values });
    toastDone(t('app:reset.done'));
    await navigate({ to: '/sign-in', search: {}, replace: true });
  });
  return (
    <AuthLayout title={t('app:reset.title')} note={t('app:reset.note')}>
      <form onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        <PasswordInput
          label={t('app:reset.password')}
          description={t('app:password.hint')}
          autoComplete="new-password"
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': t('app:signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={sending}>
          {t('app:reset.submit')}
        </Button>
      </form>
    </AuthLayout>
  );
}
