import { IconPackages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Part } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { fetchAll } from '../../api/fetch-all.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { FilterBar } from '../../ui/tables/filter-bar.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { ListMenus } from '../lists/list-menus.js';
import { tableOfView } from '../lists/table-of-view.js';
import { useListView } from '../lists/use-list-view.js';

export function PartList() {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const view = useListView('parts');
  const parts = useList('parts', '/parts');
  const columns: Column<Part>[] = [
    {
      key: 'number',
      fixed: true,
      value: (row) => row.number,
      header: t('maker:stock.part'),
      width: '120px',
      phone: 'title',
      cell: (row) => <b>{row.number}</b>,
    },
    {
      key: 'name',
      value: (row) => localised(row.name),
      header: t('maker:stock.name'),
      phone: 'second',
      cell: (row) => localised(row.name),
    },
    {
      key: 'fits',
      value: (row) => row.fits.join(', '),
      header: t('maker:stock.fits'),
      width: 'minmax(160px, 1fr)',
      phone: 'third',
      cell: (row) => row.fits.join(', '),
    },
    {
      key: 'interval',
      value: (row) => (row.intervalHours === null ? null : Number(row.intervalHours)),
      header: t('maker:stock.interval'),
      width: '100px',
      numeric: true,
      cell: (row) => (row.intervalHours === null ? '—' : format.quantity(row.intervalHours, 'h', 0)),
    },
    {
      key: 'lead',
      value: (row) => row.leadDays,
      header: t('maker:stock.lead'),
      width: '100px',
      numeric: true,
      cell: (row) => (row.leadDays === null ? '—' : t('maker:stock.days', { count: row.leadDays })),
    },
  ];
  if (parts.query.isLoadingError)
    return <ErrorState error={parts.query.error} onRetry={() => void parts.query.refetch()} />;
  if (parts.waiting) return <SkeletonRows />;
  return (
    <>
      <FilterBar filters={view.filters} onChange={view.change}>
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:parts.tab.catalogue')}
          loadRows={(onProgress) => fetchAll('/parts', onProgress)}
        />
      </FilterBar>
      <DataTable<Part>
        label={t('maker:parts.tab.catalogue')}
        rowKey={(row) => row.id}
        rows={parts.items}
        columns={columns}
        {...tableOfView(view, parts.query)}
        empty={
          <EmptyState icon={IconPackages} title={t('maker:stock.noParts')}>
            {t('maker:stock.noPartsWhy')}
          </EmptyState>
        }
        foot={<LoadMore query={parts.query} />}
      />
    </>
  );
}
