import { IconMapPin } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { fetchAll } from '../../api/fetch-all.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { ListMenus } from '../lists/list-menus.js';
import { tableOfView } from '../lists/table-of-view.js';
import { useListView } from '../lists/use-list-view.js';
import { CustomerLink } from '../places/customer-link.js';
import { SiteLink } from '../places/site-link.js';
import { ListTools } from '../search/list-tools.js';
import { SiteDialog } from './site-dialog.js';
import { useSiteColumns } from './site-columns.js';

/** All sites with their time zones. */
export function SiteList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const shared = useSiteColumns();
  const view = useListView('sites');
  const { filters, change } = view;
  const [isAdding, setIsAdding] = useState(false);
  const query = { search: filters['search'] };
  const sites = useList('sites', '/sites', { query });
  const columns: Column<Site>[] = [
    shared.code,
    {
      key: 'name',
      fixed: true,
      value: (row) => row.name,
      header: t('maker:registry.name'),
      width: 'minmax(160px, 1.2fr)',
      phone: 'title',
      cell: (row) => (
        <b>
          <SiteLink site={row} />
        </b>
      ),
    },
    {
      key: 'customer',
      value: (row) => row.customer.name,
      header: t('maker:life.customer'),
      width: 'minmax(180px, 1.2fr)',
      phone: 'second',
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    shared.city,
    shared.zone,
    shared.machines,
  ];
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        searchLabel={t('maker:registry.searchSites')}
        addLabel={t('maker:registry.addSite')}
        onAdd={() => setIsAdding(true)}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:registry.tab.sites')}
          loadRows={(onProgress) => fetchAll('/sites', onProgress, { query })}
        />
      </ListTools>
      {sites.query.isLoadingError ? (
        <ErrorState error={sites.query.error} onRetry={() => void sites.query.refetch()} />
      ) : sites.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<Site>
          label={t('maker:registry.tab.sites')}
          rowKey={(row) => row.id}
          rows={sites.items}
          onOpen={(row) => void navigate({ to: '/sites/$siteId', params: { siteId: row.id } })}
          columns={columns}
          {...tableOfView(view, sites.query)}
          empty={
            <EmptyState icon={IconMapPin} title={t('maker:registry.noSites')}>
              {t('maker:registry.noSitesWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={sites.query} />}
        />
      )}
      {isAdding ? <SiteDialog site={undefined} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}
