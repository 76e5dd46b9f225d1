import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { areaOf, type Credentials, HOME_OF, signIn, useAdoptSession } from '../../api/session.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { AuthLayout } from './auth-layout.js';
import { DemoPeople } from './demo-people.js';
import { ProductFacts } from './product-facts.js';
import classes from './sign-in-page.module.css';
import { SignInStrips } from './sign-in-strips.js';

const EMPTY = { email: '', password: '' };

/**
 * Sign-in page with a summary of the product. In the demo world, it also offers a one-click sign-in for each demo user.
 */
export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const adopt = useAdoptSession();
  const { then, expired } = useSearch({ from: '/sign-in' });
  const { form, sending, summary, submit } = useServerForm(EMPTY, async (values) => {
    const session = await signIn(values);
    adopt(session);
    await navigate({ to: then ?? HOME_OF[areaOf(session.membership.role)], replace: true });
  });
  const demo = useWork();
  // A demo user starts on the first page of their own area, whichever page was opened before.
  const enterAs = (credentials: Credentials): void =>
    demo.run(async () => {
      const session = await signIn(credentials);
      adopt(session);
      await navigate({ to: HOME_OF[areaOf(session.membership.role)], replace: true });
    });
  return (
    <AuthLayout
      title={t('app:signIn.title')}
      note={t('app:signIn.product')}
      side={
        <div className={classes.side}>
          <ProductFacts />
          <SignInStrips />
        </div>
      }
    >
      {expired === true ? <p className={classes.expired}>{t('app:signIn.expired')}</p> : null}
      <form onSubmit={submit} noValidate>
        <FormSummary summary={summary} lead={t('app:signIn.refused')} />
        <TextInput
          type="email"
          label={t('app:signIn.email')}
          autoComplete="username"
          autoFocus
          {...form.getInputProps('email')}
        />
        <div className={classes.password}>
          <PasswordInput
            label={t('app:signIn.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('app:signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          <Link to="/forgot-password" className={classes.forgot}>
            {t('app:signIn.forgot')}
          </Link>
        </div>
        <Button type="submit" loading={sending}>
          {t('app:signIn.submit')}
        </Button>
      </form>
      <FormSummary summary={demo.failure} lead={t('app:signIn.refused')} />
      <DemoPeople busy={demo.busy || sending} onChoose={enterAs} />
      <p className={classes.verify}>
        <Link to="/verify">{t('app:signIn.verify')}</Link>
      </p>
    </AuthLayout>
  );
}
