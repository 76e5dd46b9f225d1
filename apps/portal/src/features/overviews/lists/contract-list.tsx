import { IconFileText } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContractRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { filterOf, type Subject } from '../subject.js';

/** Contracts of a customer, or those with a machine or a metered device at a site. */
export function SubjectContracts({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const navigate = useNavigate();
  const contracts = useList('contracts', '/contracts', { query: filterOf(subject) });
  const day = (date: string | null): string =>
    date === null ? t('maker:contracts.open') : format.date(`${date}T00:00:00Z`, 'UTC');
  if (contracts.query.isLoadingError)
    return <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />;
  if (contracts.waiting) return <SkeletonRows />;
  return (
    <DataTable<ContractRow>
      label={t('app:rail.contracts')}
      rowKey={(row) => row.id}
      rows={contracts.items}
      onOpen={(row) => void navigate({ to: '/contracts/$contractId', params: { contractId: row.id } })}
      columns={[
        {
          key: 'number',
          header: t('maker:contracts.number'),
          width: '140px',
          phone: 'title',
          cell: (row) => <b>{row.number}</b>,
        },
        {
          key: 'plan',
          header: t('maker:contracts.plan'),
          width: 'minmax(160px, 1fr)',
          phone: 'second',
          cell: (row) => localised(row.plan.name),
        },
        {
          key: 'machines',
          header: t('app:rail.group.machines'),
          width: '88px',
          numeric: true,
          cell: (row) => row.machineCount,
        },
        {
          key: 'currency',
          header: t('maker:contracts.currency'),
          width: '80px',
          phone: 'side',
          cell: (row) => row.currency,
        },
        {
          key: 'term',
          header: t('maker:contracts.term'),
          width: '220px',
          phone: 'third',
          cell: (row) => `${day(row.startsOn)} – ${day(row.endsOn)}`,
        },
        {
          key: 'state',
          header: t('maker:alarms.state'),
          width: '110px',
          phone: 'side2',
          cell: (row) => <StateBadge state={row.state} plain />,
        },
      ]}
      empty={
        <EmptyState icon={IconFileText} title={t('maker:contracts.emptyTitle')}>
          {t('maker:contracts.emptyWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={contracts.query} />}
    />
  );
}
