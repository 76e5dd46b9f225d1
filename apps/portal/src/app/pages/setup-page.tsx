import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn, useAdoptSession } from '../../api/session.js';
import { request } from '../../api/transport.js';
import { CountryField } from '../../ui/forms/code-select.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { ZoneSelect } from '../../ui/forms/zone-select.js';
import { AuthLayout } from './auth-layout.js';
import { SignInStrips } from './sign-in-strips.js';

/** Reads the token from the URL fragment of the setup link that the server prints on start. */
function tokenOfLink(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
}

const INITIAL = {
  makerName: '',
  country: '',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  adminName: '',
  email: '',
  password: '',
};

/**
 * Setup page of an empty installation: creates the maker and its first administrator with the setup token printed on
 * start.
 */
export function SetupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const adopt = useAdoptSession();
  const [linkToken] = useState(tokenOfLink);
  const { form, sending, summary, submit } = useServerForm(
    { ...INITIAL, token: linkToken },
    async (values) => {
      await request('POST', '/setup', { body: values });
      adopt(await signIn({ email: values.email, password: values.password }));
      await navigate({ to: '/', replace: true });
    },
  );
  return (
    <AuthLayout title={t('app:setup.title')} note={t('app:setup.note')} side={<SignInStrips />}>
      <form onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        {linkToken === '' || form.errors['token'] !== undefined ? (
          <TextInput
            label={t('app:setup.token')}
            description={t('app:setup.tokenHint')}
            autoComplete="off"
            autoFocus={linkToken === ''}
            {...form.getInputProps('token')}
          />
        ) : null}
        <TextInput
          label={t('app:setup.makerName')}
          autoComplete="organization"
          autoFocus={linkToken !== ''}
          {...form.getInputProps('makerName')}
        />
        <CountryField label={t('app:setup.country')} {...form.getInputProps('country')} />
        <ZoneSelect label={t('app:setup.zone')} {...form.getInputProps('zone')} />
        <TextInput
          label={t('app:setup.adminName')}
          autoComplete="name"
          {...form.getInputProps('adminName')}
        />
        <TextInput
          type="email"
          label={t('app:signIn.email')}
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('app:signIn.password')}
          description={t('app:password.hint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('app:signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={sending}>
          {t('app:setup.submit')}
        </Button>
      </form>
    </AuthLayout>
  );
}
