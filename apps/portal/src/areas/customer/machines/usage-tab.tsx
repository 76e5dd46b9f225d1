import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { UsageMonths } from '../../../features/usage/months/usage-months.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';

/** Usage billed by the contracts of a machine. Several machines can share one meter. */
export function UsageTab({ machineId }: { readonly machineId: string }) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const contracts = useList('contracts', '/contracts', { query: { machineId } });
  if (contracts.query.isLoadingError) {
    return <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />;
  }
  if (contracts.waiting) return <SkeletonRows />;
  if (contracts.items.length === 0) {
    return (
      <EmptyState icon={IconFileText} title={t('customer:machine.noContract')}>
        {t('customer:machine.noContractWhy')}
      </EmptyState>
    );
  }
  return (
    <>
      {contracts.items.map((contract) => (
        <Section key={contract.id} flush title={contract.number} aside={localised(contract.plan.name)}>
          <UsageMonths contract={contract} />
        </Section>
      ))}
    </>
  );
}
