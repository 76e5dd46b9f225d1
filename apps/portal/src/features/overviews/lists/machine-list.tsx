import { IconEngine } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { DutyLegend } from '../../machines/duty/duty-legend.js';
import { fleetColumns } from '../../machines/fleet/fleet-columns.js';
import { filterOf, type Subject } from '../subject.js';

/** Machines that are at a customer or site now, those that need attention first, as in the fleet. */
export function MachineList({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow(60_000);
  const [{ sort }, change] = useUrlFilters();
  const machines = useList('machines', '/machines', {
    query: { ...filterOf(subject), sort, include: ['duty'] },
    refetchInterval: 60_000,
  });
  const columns = useMemo(() => fleetColumns(machines.items, now, t), [machines.items, now, t]);
  if (machines.query.isLoadingError)
    return <ErrorState error={machines.query.error} onRetry={() => void machines.query.refetch()} />;
  if (machines.waiting) return <SkeletonRows />;
  return (
    <DataTable
      label={t('app:rail.group.machines')}
      columns={columns}
      rowKey={(row) => row.id}
      rows={machines.items}
      sort={sort}
      onSort={(next) => change({ sort: next })}
      onOpen={(row) => void navigate({ to: '/fleet/$machineId', params: { machineId: row.id } })}
      empty={
        <EmptyState icon={IconEngine} title={t('maker:overview.noMachines')}>
          {t('maker:overview.noMachinesWhy')}
        </EmptyState>
      }
      foot={
        <>
          <LoadMore query={machines.query} />
          <KeyHints />
          <DutyLegend />
        </>
      }
    />
  );
}
