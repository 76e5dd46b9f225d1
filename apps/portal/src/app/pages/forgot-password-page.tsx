import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { AuthLayout } from './auth-layout.js';

const EMPTY = { email: '' };

/** Requests a password reset link by email. The response is the same whether or not the address is known. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  const { form, sending, summary, submit } = useServerForm(EMPTY, async (values) => {
    await request('POST', '/password-resets', { body: values });
    setSent(true);
  });
  return (
    <AuthLayout title={t('app:forgot.title')} note={sent ? t('app:forgot.sent') : t('app:forgot.note')}>
      {sent ? (
        <p>
          <Link to="/sign-in" search={{}}>
            {t('app:forgot.back')}
          </Link>
        </p>
      ) : (
        <form onSubmit={submit} noValidate>
          <FormSummary summary={summary} />
          <TextInput
            type="email"
            label={t('app:signIn.email')}
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <Button type="submit" loading={sending}>
            {t('app:forgot.submit')}
          </Button>
          <Link to="/sign-in" search={{}}>
            {t('app:forgot.back')}
          </Link>
        </form>
      )}
    </AuthLayout>
  );
}
