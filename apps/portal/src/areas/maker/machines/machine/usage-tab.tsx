import { IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../../api/types.js';
import { useList } from '../../../../api/use-list.js';
import { UsageExport } from '../../../../features/usage/months/usage-export.js';
import { UsageTable } from '../../../../features/usage/months/usage-table.js';
import { EmptyState } from '../../../../ui/feedback/empty-state.js';
import { SkeletonRows } from '../../../../ui/feedback/skeleton.js';
import { Section } from '../../../../ui/layout/section.js';
import { CustomerLink } from '../../../../features/places/customer-link.js';

/** Billed usage of this machine by contract. Several machines can share one meter. */
export function UsageTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const contracts = useList('contracts', '/contracts', { query: { machineId: machine.id } });
  if (contracts.waiting) return <SkeletonRows />;
  if (contracts.items.length === 0) {
    return (
      <EmptyState icon={IconFileText} title={t('maker:usage.noContract')}>
        {t('maker:usage.noContractWhy')}
      </EmptyState>
    );
  }
  return contracts.items.map((contract) => (
    <Section
      key={contract.id}
      flush
      title={
        <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
          {contract.number}
        </Link>
      }
      aside={<CustomerLink customer={contract.customer} />}
      action={<UsageExport contract={contract} />}
    >
      <UsageTable contract={contract} />
    </Section>
  ));
}
