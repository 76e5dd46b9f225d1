import { IconMapPin } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useSiteColumns } from '../../registry/site-columns.js';

/** Sites of a customer, each with its page. */
export function CustomerSites({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const columns = useSiteColumns();
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
        columns.code,
        {
          key: 'name',
          header: t('maker:registry.name'),
          width: 'minmax(160px, 1.2fr)',
          phone: 'title',
          cell: (row) => <b>{row.name}</b>,
        },
        columns.city,
        columns.zone,
        columns.machines,
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
