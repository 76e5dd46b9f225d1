import { Button } from '@mantine/core';
import { IconEngine } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { DutyLegend } from '../../../features/machines/duty/duty-legend.js';
import { toDutySpans } from '../../../features/machines/duty/duty-of-row.js';
import { DutyStrip } from '../../../features/machines/duty/duty-strip.js';
import { MachineState } from '../../../features/machines/duty/machine-state.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { MachineNeed } from './machine-need.js';

const DAY = 86_400_000;

/** Values that the list shows if machines report them. */
const VALUES = [
  { key: 'pressure_bar', unit: 'bar' },
  { key: 'discharge_temp_c', unit: 'Cel' },
] as const;

/** The customer's own machines, those that need attention first. */
export function MachinesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow(30_000);
  const [filters, change] = useUrlFilters();
  const search = filters['search'];
  const machines = useList('machines', '/machines', {
    query: { include: ['duty'], search },
    refetchInterval: 60_000,
  });
  const sites = new Set(machines.items.map((machine) => machine.site?.id));
  const columns: Column<MachineRow>[] = [
    {
      key: 'state',
      header: t('customer:machines.state'),
      width: '96px',
      phone: 'lead',
      cell: (row) => <MachineState state={row.state} />,
    },
    {
      key: 'serial',
      header: t('customer:machines.machine'),
      width: '150px',
      phone: 'title',
      cell: (row) => (
        <Link to="/plant/machines/$machineId" params={{ machineId: row.id }}>
          {row.serial}
        </Link>
      ),
    },
    {
      key: 'model',
      header: t('customer:machines.model'),
      width: 'minmax(120px, 0.8fr)',
      phone: 'third',
      cell: (row) =>
        sites.size > 1 && row.site !== null ? `${row.model.name}, ${row.site.name}` : row.model.name,
    },
    {
      key: 'duty',
      header: t('customer:machines.duty'),
      width: 'minmax(120px, 1.4fr)',
      phone: 'side2',
      cell: (row) => <DutyStrip spans={toDutySpans(row.duty)} from={now - DAY} to={now} />,
    },
    ...VALUES.filter(({ key }) => machines.items.some((row) => row.values[key] !== undefined)).map(
      ({ key, unit }): Column<MachineRow> => ({
        key,
        header: t(`customer:machines.value.${key}`),
        width: '84px',
        numeric: true,
        cell: (row) => <Quantity value={row.values[key]} unit={unit} />,
      }),
    ),
    {
      key: 'need',
      header: t('customer:machines.need'),
      width: 'minmax(180px, 1.3fr)',
      phone: 'second',
      cell: (row) => <MachineNeed machine={row} now={now} />,
    },
  ];
  return (
    <div>
      <PageHeader title={t('customer:nav.machines')} aside={<DutyLegend />} />
      <FilterBar filters={filters} onChange={change} searchLabel={t('customer:machines.search')} />
      {machines.query.isLoadingError ? (
        <ErrorState
          error={machines.query.error}
          title={t('customer:plant.failed')}
          safe={t('customer:plant.safe')}
          onRetry={() => void machines.query.refetch()}
        />
      ) : machines.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('customer:nav.machines')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={machines.items}
          onOpen={(row) => void navigate({ to: '/plant/machines/$machineId', params: { machineId: row.id } })}
          empty={
            search === undefined ? (
              <EmptyState icon={IconEngine} title={t('customer:plant.emptyTitle')}>
                {t('customer:plant.emptyWhy')}
              </EmptyState>
            ) : (
              <EmptyState
                icon={IconEngine}
                title={t('customer:machines.notFound')}
                actions={
                  <Button variant="default" onClick={() => change({ search: undefined })}>
                    {t('customer:machines.showAll')}
                  </Button>
                }
              >
                {t('customer:machines.notFoundWhy', { search })}
              </EmptyState>
            )
          }
          foot={<LoadMore query={machines.query} />}
        />
      )}
    </div>
  );
}
