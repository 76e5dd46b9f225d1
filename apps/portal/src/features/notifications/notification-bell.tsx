import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../api/use-list.js';
import { loadDetailTexts } from '../../i18n/i18n.js';
import { useFloatingButton } from '../../ui/floating/use-floating-button.js';
import classes from './notification-bell.module.css';

/** The server counts up to this number. */
const MAX_COUNTED = 100;

/** Loaded when it is opened, so that the first page of an area stays small. */
const NotificationPopover = lazy(async () => {
  const [module] = await Promise.all([import('./notification-popover.js'), loadDetailTexts()]);
  return { default: module.NotificationPopover };
});

/** Bell with the number of unread notifications, and a panel with the list. */
export function NotificationBell() {
  const { t } = useTranslation();
  const { floating, isNeeded, buttonProps } = useFloatingButton('dialog');
  const notifications = useList('notifications', '/notifications', { query: { limit: 30 } });
  const unread = notifications.query.data?.pages[0]?.unread ?? 0;
  const shown = unread >= MAX_COUNTED ? `${MAX_COUNTED - 1}+` : String(unread);
  return (
    <>
      <ActionIcon
        variant="subtle"
        size="lg"
        className={classes.bell}
        {...buttonProps}
        aria-label={unread === 0 ? t('notifications.bell') : t('notifications.bellUnread', { count: unread })}
      >
        <IconBell size={20} stroke={1.75} aria-hidden />
        {unread > 0 ? (
          <span className={classes.count} aria-hidden>
            {shown}
          </span>
        ) : null}
      </ActionIcon>
      {isNeeded ? (
        <Suspense fallback={null}>
          <NotificationPopover floating={floating} notifications={notifications} unread={unread} />
        </Suspense>
      ) : null}
    </>
  );
}
