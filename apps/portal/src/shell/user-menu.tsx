import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.js';
import { useFloatingButton } from '../ui/floating/use-floating-button.js';
import { initials } from './initials.js';
import classes from './user-menu.module.css';

/** Loaded when it is opened, so that the first page stays small. */
const UserItems = lazy(async () => ({ default: (await import('./user-items.js')).UserItems }));

/** The signed-in user, with a menu of settings and sign-out. `compact` shows only the initials. */
export function UserMenu({ compact = false }: { readonly compact?: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const { floating, isNeeded, buttonProps } = useFloatingButton('menu');
  return (
    <>
      <UnstyledButton
        className={classes.user}
        data-compact={compact || undefined}
        {...buttonProps}
        aria-label={t('app:user.menu', { name: session.user.name })}
      >
        <span className={classes.initials} aria-hidden>
          {initials(session.user.name)}
        </span>
        {compact ? null : (
          <span className={classes.words}>
            <span className={classes.name}>{session.user.name}</span>
            <span className={classes.role}>{t(`role.${session.membership.role}`)}</span>
          </span>
        )}
      </UnstyledButton>
      {isNeeded ? (
        <Suspense fallback={null}>
          <UserItems floating={floating} />
        </Suspense>
      ) : null}
    </>
  );
}
