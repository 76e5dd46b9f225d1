import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signIn, useAdoptSession } from '../../api/session.js';
import { request } from '../../api/transport.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { AuthLayout } from './auth-layout.js';

const EMPTY = { name: '', password: '' };

/**
 * Accepts an invitation: shows the inviting organization and the role, asks for a name and a password, and signs in.
 */
export function InvitationPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const adopt = useAdoptSession();
  const { token } = useParams({ from: '/invitation/$token' });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => request('GET', '/invitations/{token}', { path: { token }, signal }),
    retry: false,
  });
  const { form, sending, summary, submit } = useServerForm(EMPTY, async (values) => {
    await request('POST', '/invitations/{token}', {
      path: { token },
      body: values.name === '' ? { password: values.password } : values,
    });
    adopt(await signIn({ email: invitation.data?.email ?? '', password: values.password }));
    await navigate({ to: '/', replace: true });
  });
  if (invitation.isLoadingError) {
    return (
      <AuthLayout title={t('app:invitation.goneTitle')}>
        <ErrorState
          error={invitation.error}
          title={t('app:invitation.gone')}
          safe={t('app:invitation.goneSafe')}
        />
      </AuthLayout>
    );
  }
  if (invitation.data === undefined) {
    return (
      <AuthLayout title={t('app:invitation.title')}>
        <SkeletonBlock height={220} />
      </AuthLayout>
    );
  }
  const { email, makerName, role, hasAccount } = invitation.data;
  return (
    <AuthLayout
      title={t('app:invitation.title')}
      note={t('app:invitation.note', { makerName, role: t(`role.${role}`) })}
    >
      <form onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        <TextInput
          type="email"
          label={t('app:signIn.email')}
          value={email}
          readOnly
          autoComplete="username"
        />
        {hasAccount ? null : (
          <TextInput
            label={t('app:invitation.name')}
            autoComplete="name"
            autoFocus
            {...form.getInputProps('name')}
          />
        )}
        <PasswordInput
          label={hasAccount ? t('app:signIn.password') : t('app:reset.password')}
          description={hasAccount ? t('app:invitation.ownPassword') : t('app:password.hint')}
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          visibilityToggleButtonProps={{ 'aria-label': t('app:signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={sending}>
          {t('app:invitation.submit')}
        </Button>
      </form>
    </AuthLayout>
  );
}
