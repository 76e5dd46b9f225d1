import { ActionIcon, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../api/use-list.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import classes from './notification-bell.module.css';

/** The server counts up to this number. */
const MAX_COUNTED = 100;

// The list is loaded when it is opened, so that the first page of an area stays small.
const NotificationPanel = lazy(async () => ({
  default: (await import('./notification-panel.js')).NotificationPanel,
}));

/** Bell with the number of unread notifications, and a panel with the list. */
export function NotificationBell() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const notifications = useList('notifications', '/notifications', { query: { limit: 30 } });
  const unread = notifications.query.data?.pages[0]?.unread ?? 0;
  const shown = unread >= MAX_COUNTED ? `${MAX_COUNTED - 1}+` : String(unread);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="lg"
          className={classes.bell}
          onClick={() => setIsOpen((before) => !before)}
          aria-expanded={isOpen}
          aria-label={
            unread === 0 ? t('notifications.bell') : t('notifications.bellUnread', { count: unread })
          }
        >
          <IconBell size={20} stroke={1.75} aria-hidden />
          {unread > 0 ? (
            <span className={classes.count} aria-hidden>
              {shown}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.panel}>
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <NotificationPanel notifications={notifications} unread={unread} onClose={() => setIsOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
