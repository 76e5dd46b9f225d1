import { Button } from '@mantine/core';
import { IconBellCheck, IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Severity } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useStale } from '../../api/use-stale.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import type { ListView } from '../lists/use-list-view.js';
import { tableOfView } from '../lists/table-of-view.js';
import { useAlarmColumns } from './alarm-columns.js';
import classes from './alarm-list.module.css';
import { AlarmPanel } from './alarm-panel.js';

interface AlarmListProps {
  readonly machineId?: string | undefined;
  readonly state?: 'all' | 'open' | 'acknowledged' | 'cleared';
  readonly severity?: Severity;
  /** ID of the alarm that a link points to; its panel is open at first. */
  readonly linked?: string | undefined;
  /** The list's saved views and columns; absent for the alarms of one machine. */
  readonly view?: ListView;
}

/** Acknowledges alarms one after the other; stops at the first error and throws it. */
async function acknowledgeAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) await request('POST', '/alarms/{id}/acknowledge', { path: { id } });
}

/** Alarms, newest first, with a detail panel for the selected one. */
export function AlarmList({ machineId, state, severity, linked, view }: AlarmListProps) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [chosen, setChosen] = useState(linked);
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
  const columns = useAlarmColumns(machineId === undefined);
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
          isStale={alarms.query.isPlaceholderData}
          {...(view && tableOfView(view, alarms.query))}
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
