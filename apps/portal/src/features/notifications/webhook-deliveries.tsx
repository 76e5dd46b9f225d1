import { Button, CloseButton } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { WebhookDelivery, WebhookEndpoint } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { DeliveryState } from './delivery-state.js';

/** Interval at which the open list is reloaded, because no hint announces attempts. */
const REFETCH_MS = 5000;

interface WebhookDeliveriesProps {
  readonly endpoint: WebhookEndpoint;
  readonly onClose: () => void;
}

/** Messages to a webhook endpoint. Any of them can be sent again. */
export function WebhookDeliveries({ endpoint, onClose }: WebhookDeliveriesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const work = useWork();
  const deliveries = useList('webhook-deliveries', '/webhook-endpoints/{id}/deliveries', {
    path: { id: endpoint.id },
    refetchInterval: REFETCH_MS,
  });
  const redeliver = (row: WebhookDelivery): void =>
    work.run(async () => {
      await request('POST', '/webhook-endpoints/{id}/deliveries/{deliveryId}/redeliver', {
        path: { id: endpoint.id, deliveryId: row.id },
      });
      await stale('webhook-deliveries');
    });
  return (
    <Section
      title={t('notifications.messagesTo', { name: endpoint.name })}
      action={<CloseButton aria-label={t('action.close')} onClick={onClose} />}
      flush
    >
      <FormSummary summary={work.failure} />
      {deliveries.query.isLoadingError ? (
        <ErrorState error={deliveries.query.error} onRetry={() => void deliveries.query.refetch()} />
      ) : deliveries.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<WebhookDelivery>
          label={t('notifications.messagesTo', { name: endpoint.name })}
          rowKey={(row) => row.id}
          rows={deliveries.items}
          columns={[
            {
              key: 'at',
              header: t('notifications.time'),
              width: '150px',
              phone: 'third',
              cell: (row) => format.dateTime(row.createdAt),
            },
            {
              key: 'type',
              header: t('notifications.what'),
              width: 'minmax(160px, 1fr)',
              phone: 'title',
              cell: (row) => <code className="mono">{row.type}</code>,
            },
            {
              key: 'state',
              header: t('notifications.state'),
              width: 'minmax(160px, 1fr)',
              phone: 'side',
              cell: (row) => <DeliveryState state={row.state} error={row.lastError} />,
            },
            {
              key: 'attempts',
              header: t('notifications.attempts'),
              width: '90px',
              numeric: true,
              cell: (row) => row.attempts,
            },
            {
              key: 'next',
              header: t('notifications.nextAttempt'),
              width: '150px',
              cell: (row) => (row.dueAt === null ? '—' : format.dateTime(row.dueAt)),
            },
            {
              key: 'act',
              header: '',
              width: '130px',
              phone: 'side2',
              cell: (row) => (
                <Button size="xs" variant="default" disabled={work.busy} onClick={() => redeliver(row)}>
                  {t('notifications.redeliver')}
                </Button>
              ),
            },
          ]}
          empty={
            <EmptyState icon={IconSend} title={t('notifications.noMessages')}>
              {t('notifications.noMessagesWhy')}
            </EmptyState>
          }
        />
      )}
      <LoadMore query={deliveries.query} />
    </Section>
  );
}
