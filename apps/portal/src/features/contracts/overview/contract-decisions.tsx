import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DecisionTimeline } from '../../decisions/decision-timeline.js';

/** Shows who activated, migrated and amended a contract; renders nothing without decisions. */
export function ContractDecisions({ contract }: { readonly contract: Pick<Contract, 'id' | 'currency'> }) {
  const { t } = useTranslation();
  const decisions = useOne('contracts', '/contracts/{id}/decisions', { path: { id: contract.id } });
  if (decisions.data?.items.length === 0) return null;
  return (
    <Section title={t('maker:invoice.decisions')}>
      {decisions.isLoadingError ? (
        <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />
      ) : decisions.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <DecisionTimeline decisions={decisions.data.items} currency={contract.currency} />
      )}
    </Section>
  );
}
