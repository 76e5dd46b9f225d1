import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { useOne } from '../../../api/use-one.js';
import classes from './escalation-settings.module.css';
import { EscalationSteps } from './escalation-steps.js';

/** Recipients of escalated alarms and tickets, by type. */
export function EscalationSettings() {
  const escalations = useOne('notification-escalations', '/notification-escalations');
  if (escalations.isLoadingError)
    return <ErrorState error={escalations.error} onRetry={() => void escalations.refetch()} />;
  if (escalations.data === undefined) return <SkeletonRows />;
  return (
    <div className={classes.settings}>
      {escalations.data.items.map((escalation) => (
        <EscalationSteps key={escalation.type} escalation={escalation} />
      ))}
    </div>
  );
}
