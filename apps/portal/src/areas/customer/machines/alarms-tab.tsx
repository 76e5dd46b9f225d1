import { IconBellOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { unitDecimals } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Instant } from '../../../ui/values/instant.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** Alarms of a machine, newest first, with the maker's response to each. */
export function AlarmsTab({ machineId }: { readonly machineId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const now = useNow(60_000);
  const alarms = useList('alarms', '/alarms', { query: { machineId, state: 'all' } });
  if (alarms.query.isLoadingError) {
    return <ErrorState error={alarms.query.error} onRetry={() => void alarms.query.refetch()} />;
  }
  if (alarms.waiting) return <SkeletonRows />;
  return (
    <DataTable<Alarm>
      label={t('customer:machine.tab.alarms')}
      rowKey={(row) => row.id}
      rows={alarms.items}
      columns={[
        {
          key: 'severity',
          header: t('customer:alarms.severity'),
          width: '110px',
          phone: 'lead',
          cell: (row) => <StateBadge state={row.severity} plain />,
        },
        {
          key: 'name',
          header: t('customer:alarms.alarm'),
          width: 'minmax(180px, 1.4fr)',
          phone: 'title',
          cell: (row) => `${localised(row.name) || text('common:alarmName', row.code)} (${row.code})`,
        },
        {
          key: 'peak',
          header: t('customer:alarms.peak'),
          width: '110px',
          numeric: true,
          phone: 'side2',
          cell: (row) => <Quantity value={row.peakValue} unit={row.unit} decimals={unitDecimals(row.unit)} />,
        },
        {
          key: 'raised',
          header: t('customer:alarms.raised'),
          width: '170px',
          phone: 'third',
          cell: (row) => <Instant at={row.raisedAt} />,
        },
        {
          key: 'lasted',
          header: t('customer:alarms.lasted'),
          width: '120px',
          numeric: true,
          phone: 'side',
          cell: (row) =>
            format.duration(
              (row.clearedAt === null ? now : Date.parse(row.clearedAt)) - Date.parse(row.raisedAt),
            ),
        },
        {
          key: 'state',
          header: t('customer:alarms.state'),
          width: '170px',
          phone: 'second',
          cell: (row) =>
            row.clearedAt !== null ? (
              <StateBadge state="cleared" plain />
            ) : row.acknowledgedAt !== null ? (
              <StateBadge state="acknowledged" plain>
                {t('customer:plant.seen')}
              </StateBadge>
            ) : (
              <StateBadge state="open" plain>
                {t('customer:plant.notSeen')}
              </StateBadge>
            ),
        },
        {
          key: 'ticket',
          header: t('customer:alarms.ticket'),
          width: '100px',
          cell: (row) =>
            row.ticket == null ? (
              '—'
            ) : (
              <Link to="/plant/visits/$ticketId" params={{ ticketId: row.ticket.id }}>
                {row.ticket.number}
              </Link>
            ),
        },
      ]}
      empty={
        <EmptyState icon={IconBellOff} title={t('customer:alarms.emptyTitle')}>
          {t('customer:alarms.emptyWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={alarms.query} />}
    />
  );
}
