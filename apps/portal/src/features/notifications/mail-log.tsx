import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NotificationDelivery } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { DeliveryState } from './delivery-state.js';

interface MailLogProps {
  /** Path of the messages to all users, or only of those to the signed-in user. */
  readonly path: '/notification-deliveries' | '/notification-deliveries/own';
}

/** Emails and push messages that were sent, with their outcome. */
export function MailLog({ path }: MailLogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isOwn = path === '/notification-deliveries/own';
  const mails = useList('notification-deliveries', path);
  if (mails.query.isLoadingError)
    return <ErrorState error={mails.query.error} onRetry={() => void mails.query.refetch()} />;
  if (mails.waiting) return <SkeletonRows />;
  return (
    <>
      <DataTable<NotificationDelivery>
        label={t('notifications.mails')}
        rowKey={(row) => row.id}
        rows={mails.items}
        columns={[
          {
            key: 'at',
            header: t('notifications.time'),
            width: '150px',
            phone: 'third',
            cell: (row) => format.dateTime(row.createdAt),
          },
          {
            key: 'channel',
            header: t('notifications.channel'),
            width: '110px',
            cell: (row) => t(row.channel === 'push' ? 'notifications.push.channel' : 'notifications.mail'),
          },
          ...(isOwn
            ? []
            : [
                {
                  key: 'to',
                  header: t('notifications.recipient'),
                  width: 'minmax(160px, 1fr)',
                  phone: 'second' as const,
                  cell: (row: NotificationDelivery) => `${row.person.name}, ${row.recipient}`,
                },
              ]),
          {
            key: 'subject',
            header: t('notifications.subject'),
            width: 'minmax(200px, 2fr)',
            phone: 'title',
            cell: (row) => row.subject ?? t('notifications.notComposed', { count: row.items }),
          },
          {
            key: 'state',
            header: t('notifications.state'),
            width: '220px',
            phone: 'side',
            cell: (row) => <DeliveryState state={row.state} error={row.error} />,
          },
        ]}
        empty={
          <EmptyState icon={IconMail} title={t('notifications.noMails')}>
            {t('notifications.noMailsWhy')}
          </EmptyState>
        }
      />
      <LoadMore query={mails.query} />
    </>
  );
}
