import { useQueries } from '@tanstack/react-query';
import { useList } from '../../api/use-list.js';
import { oneQuery, useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { LastRun } from './last-run.js';
import { ReadingHoldList } from './reading-hold-list.js';
import { RuleList } from './rule-list.js';

/** Data retention: rules, holds, and the result of the last run. */
export function RetentionTab() {
  const retention = useOne('retention', '/retention', { refetchInterval: 5000 });
  const models = useList('models', '/models');
  const ruled = new Set(retention.data?.rules.flatMap(({ modelId }) => modelId ?? []));
  // The list omits archived models, but their rules still apply.
  const unlisted = models.waiting
    ? []
    : [...ruled].filter((id) => !models.items.some((one) => one.id === id));
  const others = useQueries({
    queries: unlisted.map((id) => oneQuery('models', '/models/{id}', { path: { id } })),
  });
  if (retention.isLoadingError)
    return <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />;
  if (!retention.data) return <SkeletonRows />;
  const { rules, lastRun } = retention.data;
  return (
    <>
      <RuleList rules={rules} models={models.items} archived={others.flatMap(({ data }) => data ?? [])} />
      <ReadingHoldList />
      <LastRun run={lastRun} hasRules={rules.length > 0} />
    </>
  );
}
