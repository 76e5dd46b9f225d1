import { Button } from '@mantine/core';
import { IconBuildingWarehouse, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { StockRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import classes from '../../../ui/layout/split.module.css';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { StockEntryDialog } from './stock-entry-dialog.js';
import { StockPanel } from './stock-panel.js';

/** Stock of a depot: quantities, reservations, and parts below their minimum. */
export function StockList() {
  const { t } = useTranslation();
  const may = useMay();
  const localised = useLocalised();
  const [filters, change] = useUrlFilters();
  const [entering, setEntering] = useState(false);
  const depots = useOne('depots', '/depots');
  const depot =
    depots.data?.items.find((candidate) => candidate.id === filters['depotId']) ?? depots.data?.items[0];
  const stock = useOne('stock', '/depots/{id}/stock', {
    path: { id: depot?.id },
    enabled: depot !== undefined,
  });
  if (depots.isLoadingError) return <ErrorState error={depots.error} onRetry={() => void depots.refetch()} />;
  if (depots.data !== undefined && depot === undefined) {
    return (
      <EmptyState icon={IconBuildingWarehouse} title={t('maker:stock.noDepot')}>
        {t('maker:stock.noDepotWhy')}
      </EmptyState>
    );
  }
  const rows = stock.data?.items ?? [];
  const low = rows.filter((row) => row.available < row.minimum);
  const current = rows.find((row) => row.part.id === filters['part']);
  const columns: Column<StockRow>[] = [
    {
      key: 'number',
      header: t('maker:stock.part'),
      width: '110px',
      phone: 'title',
      cell: (row) => <b>{row.part.number}</b>,
    },
    { key: 'name', header: t('maker:stock.name'), phone: 'second', cell: (row) => localised(row.part.name) },
    {
      key: 'onHand',
      header: t('maker:stock.onHand'),
      width: '80px',
      numeric: true,
      cell: (row) => row.onHand,
    },
    {
      key: 'reserved',
      header: t('maker:stock.reserved'),
      width: '80px',
      wide: true,
      numeric: true,
      cell: (row) => row.reserved,
    },
    {
      key: 'available',
      header: t('maker:stock.available'),
      width: '80px',
      numeric: true,
      phone: 'side',
      cell: (row) => <b>{row.available}</b>,
    },
    {
      key: 'minimum',
      header: t('maker:stock.minMax'),
      width: '90px',
      numeric: true,
      cell: (row) => `${row.minimum}–${row.maximum}`,
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '150px',
      phone: 'third',
      cell: (row) =>
        row.available <= 0 && row.minimum > 0 ? (
          <StateBadge state="shortage" plain />
        ) : row.available < row.minimum ? (
          <StateBadge state="due" plain>
            {t('maker:stock.below')}
          </StateBadge>
        ) : null,
    },
    {
      key: 'lots',
      header: t('maker:stock.lots'),
      width: 'minmax(100px, 0.8fr)',
      wide: true,
      cell: (row) => row.lots.map((lot) => `${lot.lot} ${lot.onHand}`).join(', '),
    },
  ];
  return (
    <>
      <FilterBar
        filters={{ ...filters, depotId: depot?.id }}
        onChange={change}
        chips={[
          {
            key: 'depotId',
            label: t('maker:parts.depot'),
            choices: (depots.data?.items ?? []).map((candidate) => ({
              value: candidate.id,
              label: candidate.code,
            })),
          },
        ]}
      >
        {may('parts.write') && depot !== undefined ? (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setEntering(true)}
          >
            {t('maker:stock.enter')}
          </Button>
        ) : null}
      </FilterBar>
      {stock.isLoadingError ? (
        <ErrorState error={stock.error} onRetry={() => void stock.refetch()} />
      ) : stock.data === undefined ? (
        <SkeletonRows />
      ) : (
        <div className={classes.split}>
          <div className={classes.list}>
            <DataTable
              label={t('maker:parts.tab.stock')}
              columns={columns}
              rowKey={(row) => row.part.id}
              groups={[
                { key: 'low', label: t('maker:stock.low'), rows: low },
                { key: 'fine', label: t('maker:stock.fine'), rows: rows.filter((row) => !low.includes(row)) },
              ].filter((group) => group.rows.length > 0)}
              currentKey={current?.part.id}
              onOpen={(row) => change({ part: row.part.id })}
              empty={
                <EmptyState icon={IconBuildingWarehouse} title={t('maker:stock.emptyTitle')}>
                  {t('maker:stock.emptyWhy')}
                </EmptyState>
              }
            />
          </div>
          {current === undefined || depot === undefined ? null : (
            <StockPanel depot={depot} row={current} onClose={() => change({ part: undefined })} />
          )}
        </div>
      )}
      {entering && depot !== undefined ? (
        <StockEntryDialog depot={depot} partId={current?.part.id} onClose={() => setEntering(false)} />
      ) : null}
    </>
  );
}
