import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconDots, IconMail, IconMailOpened } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pathOf, settingsPathOf } from '../../../../../libs/notifications/src/domain/links.js';
import { areaOf, useSession } from '../../api/session.js';
import type { Notification } from '../../api/types.js';
import type { List } from '../../api/use-list.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import classes from './notification-panel.module.css';
import { useNotificationActions } from './use-notification-actions.js';
import { useNotificationTitle } from './use-notification-title.js';

interface NotificationPanelProps {
  readonly notifications: List<'/notifications'>;
  readonly unread: number;
  readonly onClose: () => void;
}

/** List of notifications: opens objects, marks notifications as read, and mutes types and objects. */
export function NotificationPanel({ notifications, unread, onClose }: NotificationPanelProps) {
  const { t } = useTranslation();
  const { membership } = useSession();
  const { markAllRead } = useNotificationActions();
  const { items, query, waiting } = notifications;
  return (
    <section className={classes.panel} aria-label={t('notifications.bell')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('notifications.bell')}</h2>
        {unread > 0 ? (
          <Button variant="subtle" size="xs" onClick={() => void markAllRead(items[0]?.createdAt)}>
            {t('notifications.markAllRead')}
          </Button>
        ) : null}
        <Link
          to={settingsPathOf(areaOf(membership.role)) as string}
          className={classes.settings}
          onClick={onClose}
        >
          {t('notifications.settings')}
        </Link>
      </header>
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : waiting ? (
        <SkeletonRows rows={4} />
      ) : items.length === 0 ? (
        <EmptyState icon={IconBell} title={t('notifications.emptyTitle')}>
          {t('notifications.emptyWhy')}
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {items.map((item) => (
            <NotificationRow key={item.id} item={item} onClose={onClose} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </section>
  );
}

function NotificationRow({ item, onClose }: { readonly item: Notification; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const title = useNotificationTitle();
  const { membership } = useSession();
  const { markRead, markUnread, mute } = useNotificationActions();
  const isRead = item.readAt !== null;
  const where = [item.params['customer'], item.params['site']].filter((name) => typeof name === 'string');
  return (
    <li className={classes.row} data-unread={isRead ? undefined : true}>
      <Link
        to={pathOf(areaOf(membership.role), item) as string}
        className={classes.link}
        onClick={() => {
          if (!isRead) void markRead(item.id);
          onClose();
        }}
      >
        <span className={classes.what}>
          {isRead ? null : <span className="visually-hidden">{t('notifications.unread')} </span>}
          {title(item)}
        </span>
        <span className={classes.when}>{[...where, format.ago(item.occurredAt, now)].join(', ')}</span>
      </Link>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('notifications.actions', { title: title(item) })}>
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={
              isRead ? <IconMail size={16} stroke={1.75} /> : <IconMailOpened size={16} stroke={1.75} />
            }
            onClick={() => void (isRead ? markUnread(item.id) : markRead(item.id))}
          >
            {isRead ? t('notifications.markUnread') : t('notifications.markRead')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBellOff size={16} stroke={1.75} />}
            onClick={() => void mute(item.id, 'object')}
          >
            {t('notifications.muteObject')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBellOff size={16} stroke={1.75} />}
            onClick={() => void mute(item.id, 'type')}
          >
            {t('notifications.muteType', { type: t(`notifications.type.${item.type.replace('.', '_')}`) })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
