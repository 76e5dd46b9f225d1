import { IconMapPin } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';

/** Sites of a customer, each with its page. */
export function CustomerSites({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const sites = useList('sites', '/sites', { query: { customerId } });
  if (sites.query.isLoadingError)
    return <ErrorState error={sites.query.error} onRetry={() => void sites.query.refetch()} />;
  if (sites.waiting) return <SkeletonRows />;
  return (
    <DataTable<Site>
      label={t('maker:registry.tab.sites')}
      rowKey={(row) => row.id}
      rows={sites.items}
      onOpen={(row) => void navigate({ to: '/sites/$siteId', params: { siteId: row.id } })}
      columns={[
        { key: 'code', header: t('maker:registry.code'), width: '120px', cell: (row) => row.code },
        {
          key: 'name',
          header: t('maker:registry.name'),
          width: 'minmax(160px, 1.2fr)',
          phone: 'title',
          cell: (row) => <b>{row.name}</b>,
        },
        {
          key: 'city',
          header: t('maker:registry.city'),
          phone: 'third',
          cell: (row) => [row.city, format.country(row.country)].filter(Boolean).join(', '),
        },
        {
          key: 'zone',
          header: t('maker:contracts.zone'),
          width: '160px',
          cell: (row) => format.city(row.zone),
        },
        {
          key: 'machines',
          header: t('app:rail.group.machines'),
          width: '88px',
          numeric: true,
          phone: 'side',
          cell: (row) => row.machineCount,
        },
      ]}
      empty={
        <EmptyState icon={IconMapPin} title={t('maker:registry.noSites')}>
          {t('maker:registry.noSitesWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={sites.query} />}
    />
  );
}
