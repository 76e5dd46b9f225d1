import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../../../../../libs/notifications/src/domain/links.js';
import { useList } from '../../../api/use-list.js';
import { useNotificationActions } from '../../../features/notifications/use-notification-actions.js';
import { useNotificationTitle } from '../../../features/notifications/use-notification-title.js';
import { useFormat } from '../../../format/use-format.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './recent-notifications.module.css';

/** Number of notifications shown here. The bell shows the full list. */
const SHOWN = 8;
/** Typical height of a notification in px, so that the content below does not move when the list is loaded. */
const ROW_HEIGHT = 56;

/** The user's latest notifications. */
export function RecentNotifications({ now }: { readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useNotificationTitle();
  const { markRead } = useNotificationActions();
  // The same query as that of the bell, so that the list is loaded once.
  const { items, waiting } = useList('notifications', '/notifications', { query: { limit: 30 } });
  return (
    <Section title={t('maker:today.recent')}>
      {waiting ? (
        <SkeletonBlock height={SHOWN * ROW_HEIGHT} />
      ) : items.length === 0 ? (
        <p className={classes.none}>{t('maker:today.nothingRecent')}</p>
      ) : (
        <ul className={classes.list}>
          {items.slice(0, SHOWN).map((item) => (
            <li key={item.id} className={classes.row} data-unread={item.readAt === null || undefined}>
              <Link
                to={pathOf('maker', item) as string}
                className={classes.what}
                onClick={() => {
                  if (item.readAt === null) void markRead(item.id);
                }}
              >
                {title(item)}
              </Link>
              <span className={classes.when}>
                {[item.params['customer'], format.ago(item.occurredAt, now)]
                  .filter((part) => typeof part === 'string')
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
