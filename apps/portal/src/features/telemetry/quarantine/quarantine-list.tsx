import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { QuarantineEntry } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Facts } from '../../../ui/layout/facts.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Instant } from '../../../ui/values/instant.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './quarantine-list.module.css';
import { useReasonName } from './use-reason-name.js';

/** Quarantined messages, which could not be stored as readings, each with the reason. */
export function QuarantineList() {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const nameOf = useReasonName();
  const stale = useStale();
  const [filters, change] = useUrlFilters();
  const entries = useList('quarantine', '/quarantine', {
    query: {
      reason: filters['reason'],
      deviceId: filters['from'],
      resolved: filters['resolved'] === 'true',
    },
  });
  const reasons = useOne('quarantine', '/quarantine/reasons');
  const current = entries.items.find((entry) => entry.id === filters['entry']);
  const devices = new Map(entries.items.flatMap(({ device }) => (device ? [[device.id, device.code]] : [])));
  const resolve = async (id: string): Promise<void> => {
    await request('POST', '/quarantine/{id}/resolve', { path: { id } });
    await stale('quarantine');
  };
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'reason',
            label: t('maker:telemetry.reason'),
            choices: (reasons.data?.items ?? []).map(({ reason }) => ({
              value: reason,
              label: nameOf(reason),
            })),
          },
          {
            key: 'from',
            label: t('maker:telemetry.device'),
            choices: [...devices].map(([value, label]) => ({ value, label })),
          },
        ]}
        views={[{ key: 'all', label: t('maker:telemetry.dealtWith'), filters: { resolved: 'true' } }]}
      />
      {entries.query.isLoadingError ? (
        <ErrorState error={entries.query.error} onRetry={() => void entries.query.refetch()} />
      ) : entries.waiting ? (
        <SkeletonRows />
      ) : (
        <div className={classes.split}>
          <div className={classes.list}>
            <DataTable<QuarantineEntry>
              label={t('maker:telemetry.quarantine')}
              rowKey={(row) => row.id}
              rows={entries.items}
              currentKey={current?.id}
              onOpen={(row) => change({ entry: row.id })}
              columns={[
                {
                  key: 'reason',
                  header: t('maker:telemetry.reason'),
                  width: 'minmax(240px, 1.6fr)',
                  phone: 'title',
                  cell: (row) => (
                    <StateBadge state="held" plain tone={row.resolvedAt === null ? 'held' : 'neutral'}>
                      {text('common:quarantine', row.reason, row.params)}
                    </StateBadge>
                  ),
                },
                {
                  key: 'device',
                  header: t('maker:telemetry.device'),
                  width: '180px',
                  phone: 'second',
                  cell: (row) => row.device?.code ?? t('maker:telemetry.noDevice'),
                },
                {
                  key: 'bytes',
                  header: t('maker:telemetry.bytes'),
                  width: '90px',
                  wide: true,
                  numeric: true,
                  cell: (row) => format.number(row.payloadBytes, 0),
                },
                {
                  key: 'at',
                  header: t('maker:telemetry.received'),
                  width: '160px',
                  phone: 'third',
                  cell: (row) => <Instant at={row.receivedAt} />,
                },
                {
                  key: 'state',
                  header: t('maker:alarms.state'),
                  width: '110px',
                  phone: 'side',
                  cell: (row) => <StateBadge state={row.resolvedAt === null ? 'open' : 'closed'} plain />,
                },
              ]}
              empty={
                <EmptyState icon={IconShieldCheck} title={t('maker:telemetry.emptyTitle')}>
                  {t('maker:telemetry.emptyWhy')}
                </EmptyState>
              }
              foot={<LoadMore query={entries.query} />}
            />
          </div>
          {current === undefined ? null : (
            <DetailPanel
              title={text('common:quarantine', current.reason, current.params)}
              onClose={() => change({ entry: undefined })}
              foot={
                current.resolvedAt === null ? (
                  <Button onClick={() => void resolve(current.id)}>{t('maker:telemetry.resolve')}</Button>
                ) : undefined
              }
            >
              <Facts
                items={[
                  [t('maker:telemetry.device'), current.device?.code ?? t('maker:telemetry.noDevice')],
                  [
                    t('maker:telemetry.topic'),
                    <code key="t" className="mono">
                      {current.topic}
                    </code>,
                  ],
                  [t('maker:telemetry.received'), <Instant key="r" at={current.receivedAt} />],
                ]}
              />
              <h3 className={classes.head}>{t('maker:telemetry.payload')}</h3>
              <pre className={classes.payload}>{current.payload}</pre>
            </DetailPanel>
          )}
        </div>
      )}
    </>
  );
}
