import { Button } from '@mantine/core';
import { IconPackages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Part } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';

export function PartList() {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const parts = useList('parts', '/parts');
  if (parts.query.isLoadingError)
    return <ErrorState error={parts.query.error} onRetry={() => void parts.query.refetch()} />;
  if (parts.waiting) return <SkeletonRows />;
  return (
    <DataTable<Part>
      label={t('maker:parts.tab.catalogue')}
      rowKey={(row) => row.id}
      rows={parts.items}
      columns={[
        {
          key: 'number',
          header: t('maker:stock.part'),
          width: '120px',
          phone: 'title',
          cell: (row) => <b>{row.number}</b>,
        },
        { key: 'name', header: t('maker:stock.name'), phone: 'second', cell: (row) => localised(row.name) },
        {
          key: 'fits',
          header: t('maker:stock.fits'),
          width: 'minmax(160px, 1fr)',
          phone: 'third',
          cell: (row) => row.fits.join(', '),
        },
        {
          key: 'interval',
          header: t('maker:stock.interval'),
          width: '100px',
          numeric: true,
          cell: (row) => (row.intervalHours === null ? '—' : format.quantity(row.intervalHours, 'h', 0)),
        },
        {
          key: 'lead',
          header: t('maker:stock.lead'),
          width: '100px',
          numeric: true,
          cell: (row) => (row.leadDays === null ? '—' : t('maker:stock.days', { count: row.leadDays })),
        },
      ]}
      empty={
        <EmptyState icon={IconPackages} title={t('maker:stock.noParts')}>
          {t('maker:stock.noPartsWhy')}
        </EmptyState>
      }
      foot={
        parts.query.hasNextPage ? (
          <Button variant="subtle" onClick={() => void parts.query.fetchNextPage()}>
            {t('action.more')}
          </Button>
        ) : undefined
      }
    />
  );
}
