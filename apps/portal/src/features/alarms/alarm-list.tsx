import { Button } from '@mantine/core';
import { IconBellCheck, IconBellRinging } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Alarm, Severity } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useStale } from '../../api/use-stale.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { Instant } from '../../ui/values/instant.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './alarm-list.module.css';
import { AlarmPanel } from './alarm-panel.js';
import { PlaceLinks } from '../places/place-links.js';

interface AlarmListProps {
  readonly machineId?: string;
  readonly state?: 'all' | 'open' | 'acknowledged' | 'cleared';
  readonly severity?: Severity;
}

/** Acknowledges every alarm in the list; stops at the first error and throws it. */
async function acknowledgeAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) await request('POST', '/alarms/{id}/acknowledge', { path: { id } });
}

/** Alarms, worst first, with a detail panel for the selected one. */
export function AlarmList({ machineId, state, severity }: AlarmListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const may = useMay();
  const stale = useStale();
  const text = useCodeText();
  const localised = useLocalised();
  const [chosen, setChosen] = useState<string>();
  const alarms = useList('alarms', '/alarms', { query: { machineId, state: state ?? 'open', severity } });
  const current = alarms.items.find((alarm) => alarm.id === chosen);
  const { busy, failure, run } = useWork();
  const acknowledge = async (ids: readonly string[]): Promise<void> => {
    try {
      await acknowledgeAll(ids);
      toastDone(t('maker:alarms.acknowledged', { count: ids.length }));
    } finally {
      await stale('alarms', 'machines', 'today');
    }
  };
  const columns: Column<Alarm>[] = [
    {
      key: 'severity',
      header: t('maker:alarms.severity'),
      width: '96px',
      phone: 'lead',
      cell: (row) => <StateBadge state={row.severity} plain />,
    },
    {
      key: 'name',
      header: t('maker:alarms.alarm'),
      width: 'minmax(190px, 1.2fr)',
      phone: 'title',
      cell: (row) => (
        <span>
          <b>{row.code}</b> {localised(row.name) || text('common:alarmName', row.code)}
        </span>
      ),
    },
    ...(machineId === undefined
      ? [
          {
            key: 'machine',
            header: t('maker:fleet.machine'),
            width: '132px',
            phone: 'second' as const,
            cell: (row: Alarm) => (
              <Link to="/fleet/$machineId" params={{ machineId: row.machine.id }}>
                {row.machine.serial}
              </Link>
            ),
          },
          {
            key: 'site',
            header: t('maker:fleet.site'),
            width: 'minmax(120px, 0.8fr)',
            wide: true,
            phone: 'third' as const,
            cell: (row: Alarm) => <PlaceLinks site={row.site} customer={row.customer} />,
          },
        ]
      : []),
    {
      key: 'peak',
      header: t('maker:alarms.peak'),
      width: '84px',
      numeric: true,
      cell: (row) => format.quantity(row.peakValue, row.unit),
    },
    {
      key: 'raised',
      header: t('maker:alarms.raised'),
      width: '104px',
      wide: true,
      cell: (row) => <Instant at={row.raisedAt} />,
    },
    {
      key: 'lasting',
      header: t('maker:alarms.lasting'),
      width: '90px',
      phone: 'side',
      numeric: true,
      cell: (row) =>
        format.duration(
          (row.clearedAt === null ? now : Date.parse(row.clearedAt)) - Date.parse(row.raisedAt),
        ),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '118px',
      phone: 'side2',
      cell: (row) => (
        <StateBadge
          state={row.clearedAt !== null ? 'cleared' : row.acknowledgedAt !== null ? 'acknowledged' : 'open'}
          plain
        />
      ),
    },
    {
      key: 'ticket',
      header: t('maker:alarms.ticket'),
      width: '76px',
      wide: true,
      cell: (row) =>
        row.ticket === null || row.ticket === undefined ? (
          '—'
        ) : (
          <Link to="/tickets/$ticketId" params={{ ticketId: row.ticket.id }}>
            {row.ticket.number}
          </Link>
        ),
    },
  ];
  if (alarms.query.isLoadingError)
    return <ErrorState error={alarms.query.error} onRetry={() => void alarms.query.refetch()} />;
  if (alarms.waiting) return <SkeletonRows />;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <FormSummary summary={failure} />
        <DataTable
          label={t('app:rail.alarms')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={alarms.items}
          currentKey={chosen}
          onOpen={(row) => setChosen(row.id)}
          selectionActions={
            may('alarms.acknowledge')
              ? ({ keys: ids, clear }) => (
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconBellCheck size={15} stroke={1.75} />}
                    loading={busy}
                    onClick={() => run(() => acknowledge(ids).then(clear))}
                  >
                    {t('maker:alarms.acknowledgeCount', { count: ids.length })}
                  </Button>
                )
              : undefined
          }
          empty={
            <EmptyState icon={IconBellRinging} title={t('maker:alarms.emptyTitle')}>
              {t('maker:alarms.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={alarms.query} />
              <KeyHints withTicks />
            </>
          }
        />
      </div>
      {current === undefined ? null : (
        <AlarmPanel
          key={current.id}
          alarm={current}
          onAcknowledge={
            may('alarms.acknowledge') && current.acknowledgedAt === null
              ? () => acknowledge([current.id])
              : undefined
          }
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
