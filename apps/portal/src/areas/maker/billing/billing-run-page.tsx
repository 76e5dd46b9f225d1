import { Progress } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BillingRun } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { countDocuments } from '../../../features/billing-runs/run-outcomes.js';
import { RunResults } from '../../../features/billing-runs/run-results.js';
import { BulkButtons } from '../../../features/bulk-decisions/bulk-buttons.js';
import { RunTotals } from '../../../features/billing-runs/run-totals.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './billing-run-page.module.css';

const POLL_INTERVAL_MS = 1000;

/** Progress, totals and results of a billing run by document, with reasons and amounts. */
export function BillingRunPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { runId = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['billing-runs', runId],
    queryFn: ({ signal }) => request('GET', '/billing-runs/{id}', { path: { id: runId }, signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_INTERVAL_MS : false),
  });
  const run = query.data;
  const underWay = isUnderWay(run);
  const results = useList('billing-run-results', '/billing-runs/{id}/results', {
    path: { id: runId },
    ...(underWay && { refetchInterval: 2 * POLL_INTERVAL_MS }),
  });
  const finishedAt = run?.finishedAt;
  useEffect(() => {
    if (finishedAt) void stale('billing-run-results', 'invoices', 'usage', 'today', 'cost');
  }, [finishedAt, stale]);
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (run === undefined) return <SkeletonBlock height={360} />;
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.billing'), to: '/billing' }]}
        title={t('maker:run.title', { month: format.month(`${run.month}-15T12:00:00Z`, 'UTC') })}
        state={<RunState run={run} />}
        actions={
          run.state === 'done' && countDocuments(run, 'ready') > 0 ? (
            <BulkButtons selection={{ runId }} actions={['approve', 'issue']} size="sm" />
          ) : undefined
        }
        below={
          <>
            {run.requestedBy === null
              ? t('maker:run.bySchedule', { at: format.dateTime(run.requestedAt) })
              : t('maker:run.byPerson', { name: run.requestedBy, at: format.dateTime(run.requestedAt) })}
            {run.knownBefore === null
              ? null
              : ` ${t('maker:run.knownBefore', { at: format.dateTime(run.knownBefore) })}`}
          </>
        }
      />
      {underWay ? (
        <div className={classes.progress} role="status">
          <Progress
            className={classes.bar}
            size="sm"
            value={run.total === 0 ? 0 : (run.done / run.total) * 100}
            aria-label={t('maker:billing.run')}
          />
          <span>{t('maker:billing.runCount', { done: run.done, total: run.total })}</span>
        </div>
      ) : null}
      <RunTotals run={run} />
      {results.query.isLoadingError ? (
        <ErrorState error={results.query.error} onRetry={() => void results.query.refetch()} />
      ) : (
        <RunResults
          results={results.items}
          hasCorrections={run.corrections.length > 0}
          empty={
            underWay || results.waiting ? (
              <SkeletonBlock height={160} />
            ) : (
              <EmptyState icon={IconReceipt} title={t('maker:run.emptyTitle')}>
                {t('maker:run.emptyWhy')}
              </EmptyState>
            )
          }
          foot={
            <>
              <LoadMore query={results.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </div>
  );
}

function RunState({ run }: { readonly run: BillingRun }) {
  const { t } = useTranslation();
  if (run.state === 'failed') return <StateBadge state="failed">{t('maker:billing.runFailed')}</StateBadge>;
  if (run.state === 'done') return <StateBadge state="ready">{t('maker:run.done')}</StateBadge>;
  return <StateBadge state={run.state}>{t(`maker:run.${run.state}`)}</StateBadge>;
}

function isUnderWay(run: BillingRun | undefined): boolean {
  return run?.state === 'waiting' || run?.state === 'running';
}
