import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { LastRun } from './last-run.js';
import { ReadingHoldList } from './reading-hold-list.js';
import { RuleList } from './rule-list.js';

/** Data retention: rules, holds, and the result of the last run. */
export function RetentionTab() {
  const retention = useOne('retention', '/retention', { refetchInterval: 5000 });
  const models = useList('models', '/models');
  if (retention.isLoadingError)
    return <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />;
  if (!retention.data) return <SkeletonRows />;
  const { rules, lastRun } = retention.data;
  return (
    <>
      <RuleList rules={rules} models={models.items} />
      <ReadingHoldList />
      <LastRun run={lastRun} hasRules={rules.length > 0} />
    </>
  );
}
