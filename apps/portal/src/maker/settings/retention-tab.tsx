import { Button } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Model, ReadingHolds, Retention, RetentionRule } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { Facts } from '../../ui/facts.js';
import { Instant } from '../../ui/instant.js';
import { Section } from '../../ui/section.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { RetentionDialog } from './retention-dialog.js';
import classes from './retention-tab.module.css';

/** How long data is kept: the rules, what is held, and what the last run removed. */
export function RetentionTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<RetentionRule>();
  const [isRunning, setRunning] = useState(false);
  const retention = useOne<Retention>('retention', '/retention', { refetchInterval: 5000 });
  const holds = useOne<ReadingHolds>('reading-holds', '/reading-holds');
  const models = useList<Model>('models', '/models');
  if (retention.isLoadingError)
    return <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />;
  if (!retention.data) return <SkeletonRows />;
  const { rules, lastRun } = retention.data;
  const days = (count: number | null): string =>
    count === null ? t('maker:retention.forEver') : t('maker:retention.days', { count });
  const named = (level: 'rawDays' | 'dayDays', value: string): ReactNode => (
    <>
      <span className={classes.level}>{t(`maker:retention.level.${level}`)}: </span>
      {value}
    </>
  );
  const scopeOf = ({ modelId, signalKey }: RetentionRule): string =>
    `${models.items.find(({ id }) => id === modelId)?.name ?? t('maker:retention.everyModel')} · ${signalKey ?? t('maker:retention.everySignal')}`;
  const act = async (method: 'POST' | 'DELETE', path: string): Promise<void> => {
    await request(method, path);
    await stale('retention');
  };
  return (
    <>
      <Section
        flush
        title={t('maker:retention.title')}
        aside={t('maker:retention.aside')}
        action={
          may('retention.write') ? (
            <Button onClick={() => setAdding(true)}>{t('maker:retention.add')}</Button>
          ) : undefined
        }
      >
        <DataTable<RetentionRule>
          label={t('maker:retention.title')}
          rowKey={(row) => row.id}
          rows={rules}
          columns={[
            {
              key: 'scope',
              header: t('maker:retention.of'),
              width: 'minmax(200px, 1.4fr)',
              phone: 'title',
              cell: scopeOf,
            },
            {
              key: 'raw',
              header: t('maker:retention.level.rawDays'),
              width: '130px',
              phone: 'second',
              cell: (row) => named('rawDays', days(row.rawDays)),
            },
            {
              key: 'minute',
              header: t('maker:retention.level.minuteDays'),
              width: '130px',
              wide: true,
              cell: (row) => days(row.minuteDays),
            },
            {
              key: 'hour',
              header: t('maker:retention.level.hourDays'),
              width: '130px',
              wide: true,
              cell: (row) => days(row.hourDays),
            },
            {
              key: 'day',
              header: t('maker:retention.level.dayDays'),
              width: '130px',
              phone: 'third',
              cell: (row) => named('dayDays', days(row.dayDays)),
            },
            {
              key: 'remove',
              header: '',
              width: '120px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                may('retention.write') ? (
                  <Button variant="subtle" size="compact-sm" onClick={() => setRemoving(row)}>
                    {t('maker:retention.remove')}
                  </Button>
                ) : null,
            },
          ]}
          empty={
            <EmptyState icon={IconDatabase} title={t('maker:retention.emptyTitle')}>
              {t('maker:retention.emptyWhy')}
            </EmptyState>
          }
        />
      </Section>
      <Section
        title={t('maker:retention.lastRun')}
        action={
          may('retention.write') && rules.length > 0 ? (
            <Button variant="default" onClick={() => setRunning(true)}>
              {t('maker:retention.runNow')}
            </Button>
          ) : undefined
        }
      >
        {lastRun === null ? (
          t('maker:retention.neverRun')
        ) : (
          <div className={classes.facts}>
            <Facts
              items={[
                [t('maker:retention.begun'), <Instant key="at" at={lastRun.createdAt} />],
                [t('maker:retention.progress'), `${lastRun.done} / ${lastRun.total}`],
                [t('maker:retention.removed'), format.number(lastRun.removedPoints, 0)],
                [t('maker:retention.held'), format.number(lastRun.heldPoints, 0)],
              ]}
            />
          </div>
        )}
      </Section>
      {holds.data === undefined ? null : (
        <Section title={t('maker:retention.holds')} aside={t('maker:retention.holdsAside')}>
          <div className={classes.facts}>
            <Facts
              items={[
                [t('maker:retention.evidence'), format.number(holds.data.evidence.usages, 0)],
                ...holds.data.holds
                  .filter(({ releasedAt }) => releasedAt === null)
                  .map((hold) => [hold.reason, <Instant key={hold.id} at={hold.from} />] as const),
              ]}
            />
          </div>
        </Section>
      )}
      <ConfirmDialog
        open={removing !== undefined}
        title={t('maker:retention.removeTitle')}
        verb={t('maker:retention.remove')}
        onConfirm={() => act('DELETE', `/retention/rules/${removing!.id}`)}
        onClose={() => setRemoving(undefined)}
      >
        <p>{removing === undefined ? '' : scopeOf(removing)}</p>
        <p>{t('maker:retention.removeEffect')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={isRunning}
        title={t('maker:retention.runTitle')}
        verb={t('maker:retention.runNow')}
        onConfirm={() => act('POST', '/retention/runs')}
        onClose={() => setRunning(false)}
      >
        <p>{t('maker:retention.runEffect')}</p>
      </ConfirmDialog>
      {isAdding ? <RetentionDialog models={models.items} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
