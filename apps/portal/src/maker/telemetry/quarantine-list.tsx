import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { QuarantineEntry, QuarantineReason } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { DataTable } from '../../ui/data-table.js';
import { DetailPanel } from '../../ui/detail-panel.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Facts } from '../../ui/facts.js';
import { Instant } from '../../ui/instant.js';
import { LoadMore } from '../../ui/load-more.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { StateBadge } from '../../ui/state-badge.js';
import { useUrlFilters } from '../../ui/use-url-filters.js';
import { useReasonName } from './use-reason-name.js';
import classes from './quarantine-list.module.css';

/** Messages that were kept but not counted, with why. */
export function QuarantineList() {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const nameOf = useReasonName();
  const stale = useStale();
  const [filters, change] = useUrlFilters();
  const entries = useList<QuarantineEntry>('quarantine', '/quarantine', {
    reason: filters['reason'],
    deviceId: filters['from'],
    resolved: filters['resolved'] ?? 'false',
  });
  const reasons = useOne<{ items: QuarantineReason[] }>('quarantine', '/quarantine/reasons');
  const current = entries.items.find((entry) => entry.id === filters['entry']);
  const devices = new Map(entries.items.flatMap(({ device }) => (device ? [[device.id, device.code]] : [])));
  const resolve = async (id: string): Promise<void> => {
    await request('POST', `/quarantine/${id}/resolve`);
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
