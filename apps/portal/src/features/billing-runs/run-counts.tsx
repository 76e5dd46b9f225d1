import { useTranslation } from 'react-i18next';
import type { BillingRun } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { countDocuments, RUN_OUTCOMES } from './run-outcomes.js';

/** Number of documents of a run with each outcome: failed, on hold or ready. Zero counts are omitted. */
export function RunCounts({ run }: { readonly run: Pick<BillingRun, 'totals'> }) {
  const { t } = useTranslation();
  return (
    <>
      {RUN_OUTCOMES.map((outcome) => ({ outcome, count: countDocuments(run, outcome) }))
        .filter(({ count }) => count > 0)
        .map(({ outcome, count }) => (
          <StateBadge key={outcome} state={outcome} plain>
            {t(`maker:run.${outcome}Count`, { count })}
          </StateBadge>
        ))}
    </>
  );
}
