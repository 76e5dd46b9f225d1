import { Button } from '@mantine/core';
import { IconBook2, IconChartLine, IconFileText, IconPlus, IconTrendingUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import { useMay } from '../../../api/session.js';
import type { ContractRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { ListMenus } from '../../../features/lists/list-menus.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { oneOf } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { CustomerLink } from '../../../features/places/customer-link.js';

const STATES = ['draft', 'active', 'ended'] as const;

export function ContractsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const localised = useLocalised();
  const view = useListView('contracts');
  const { filters, change } = view;
  const query = { state: oneOf(STATES, filters['state']), search: filters['search'], sort: view.sort };
  const contracts = useList('contracts', '/contracts', { query });
  const columns: Column<ContractRow>[] = [
    {
      key: 'number',
      fixed: true,
      sort: 'number',
      value: (row) => row.number,
      header: t('maker:contracts.number'),
      width: '130px',
      phone: 'title',
      cell: (row) => <b>{row.number}</b>,
    },
    {
      key: 'customer',
      sort: 'customer',
      value: (row) => row.customer.name,
      header: t('maker:life.customer'),
      width: 'minmax(180px, 1.2fr)',
      phone: 'second',
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'plan',
      sort: 'plan',
      value: (row) => localised(row.plan.name),
      header: t('maker:contracts.plan'),
      width: 'minmax(160px, 1fr)',
      phone: 'third',
      cell: (row) => localised(row.plan.name),
    },
    {
      key: 'currency',
      sort: 'currency',
      value: (row) => row.currency,
      header: t('maker:contracts.currency'),
      width: '80px',
      phone: 'side',
      cell: (row) => row.currency,
    },
    {
      key: 'zone',
      value: (row) => row.zone,
      header: t('maker:contracts.zone'),
      width: '150px',
      cell: (row) => format.city(row.zone),
    },
    {
      key: 'term',
      sort: 'startsOn',
      value: (row) => [row.startsOn, row.endsOn ?? ''].join(' – '),
      header: t('maker:contracts.term'),
      width: '200px',
      cell: (row) =>
        [row.startsOn, row.endsOn]
          .map((day) => (day === null ? t('maker:contracts.open') : format.date(`${day}T00:00:00Z`, 'UTC')))
          .join(' – '),
    },
    {
      key: 'state',
      sort: 'state',
      value: (row) => t(`state.${row.state}`),
      header: t('maker:alarms.state'),
      width: '100px',
      phone: 'side2',
      cell: (row) => <StateBadge state={row.state} plain />,
    },
  ];
  return (
    <div>
      <PageHeader
        title={t('app:rail.contracts')}
        aside={contracts.waiting ? undefined : t('maker:contracts.count', { count: contracts.items.length })}
        actions={
          may('contracts.write') ? (
            <>
              {may('accounting.read') ? (
                <Button
                  variant="default"
                  leftSection={<IconTrendingUp size={16} stroke={1.75} />}
                  onClick={() => void navigate({ to: '/contracts/index-steps' })}
                >
                  {t('maker:indexSteps.title')}
                </Button>
              ) : null}
              <Button
                variant="default"
                leftSection={<IconBook2 size={16} stroke={1.75} />}
                onClick={() => void navigate({ to: '/contracts/price-books' })}
              >
                {t('maker:priceBooks.title')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconChartLine size={16} stroke={1.75} />}
                onClick={() => void navigate({ to: '/contracts/simulator' })}
              >
                {t('maker:simulator.open')}
              </Button>
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                onClick={() => void navigate({ to: '/contracts/new' })}
              >
                {t('maker:contracts.add')}
              </Button>
            </>
          ) : undefined
        }
      />
      <FilterBar
        filters={filters}
        onChange={change}
        searchLabel={t('maker:contracts.search')}
        chips={[
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('app:rail.contracts')}
          loadRows={(onProgress) => fetchAll('/contracts', onProgress, { query })}
        />
      </FilterBar>
      {contracts.query.isLoadingError ? (
        <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />
      ) : contracts.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<ContractRow>
          label={t('app:rail.contracts')}
          rowKey={(row) => row.id}
          rows={contracts.items}
          sort={view.sort}
          onSort={view.setSort}
          layout={view.layout}
          onLayout={view.setLayout}
          onOpen={(row) => void navigate({ to: '/contracts/$contractId', params: { contractId: row.id } })}
          columns={columns}
          empty={
            <EmptyState icon={IconFileText} title={t('maker:contracts.emptyTitle')}>
              {t('maker:contracts.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={contracts.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </div>
  );
}
