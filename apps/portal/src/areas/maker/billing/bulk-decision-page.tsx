import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BulkDecision } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { BulkItems } from '../../../features/bulk-decisions/bulk-items.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './billing-run-page.module.css';

const POLL_INTERVAL_MS = 1000;
const OUTCOMES = ['done', 'refused', 'failed', 'waiting'] as const;

/** Progress and results of a bulk decision. */
export function BulkDecisionPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const { decisionId = '' } = useParams({ strict: false });
  const [filters, change] = useUrlFilters();
  const query = useQuery({
    queryKey: ['bulk-decisions', decisionId],
    queryFn: ({ signal }) => request('GET', '/bulk-decisions/{id}', { path: { id: decisionId }, signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_INTERVAL_MS : false),
  });
  const decision = query.data;
  const finishedAt = decision?.finishedAt;
  useEffect(() => {
    if (finishedAt) void stale('bulk-items', 'invoices', 'today');
  }, [finishedAt, stale]);
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (decision === undefined) return <SkeletonBlock height={360} />;
  const underWay = isUnderWay(decision);
  const decided = decision.done + decision.refused + decision.failed;
  const total = decided + decision.waiting;
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.billing'), to: '/billing' }]}
        title={t(`maker:bulk.${decision.action}Page`, { count: total })}
        state={
          <StateBadge state={decision.state === 'done' ? 'ready' : decision.state}>
            {t(`maker:bulk.state.${decision.state}`)}
          </StateBadge>
        }
        below={t('maker:run.byPerson', {
          name: decision.requestedBy ?? '',
          at: format.dateTime(decision.requestedAt),
        })}
      />
      <div className={classes.progress} role="status">
        <Progress
          className={classes.bar}
          size="sm"
          value={total === 0 ? 0 : (decided / total) * 100}
          aria-label={t('maker:bulk.progress')}
        />
        <span>{t('maker:bulk.progressCount', { done: decided, total })}</span>
        {OUTCOMES.filter((outcome) => decision[outcome] > 0).map((outcome) => (
          <StateBadge key={outcome} state={outcome} plain>
            {t('maker:bulk.outcomeCount', {
              outcome: t(`maker:bulk.outcome.${outcome}`),
              count: decision[outcome],
            })}
          </StateBadge>
        ))}
      </div>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'outcome',
            label: t('maker:bulk.result'),
            choices: OUTCOMES.map((value) => ({
              value,
              label: t(`maker:bulk.outcome.${value}`),
              count: decision[value],
            })),
          },
        ]}
      />
      <BulkItems
        decisionId={decisionId}
        outcome={oneOf(OUTCOMES, filters['outcome'])}
        refetchInterval={underWay ? 2 * POLL_INTERVAL_MS : undefined}
      />
    </div>
  );
}

function isUnderWay(decision: BulkDecision | undefined): boolean {
  return decision?.state === 'waiting' || decision?.state === 'running';
}
