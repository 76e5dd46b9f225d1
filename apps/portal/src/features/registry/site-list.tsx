import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Site } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { ListTools } from '../search/list-tools.js';
import { SiteDialog } from './site-dialog.js';

/** All sites with their time zones. */
export function SiteList() {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const [filters, change] = useUrlFilters();
  const [editing, setEditing] = useState<Site | 'new'>();
  const sites = useList('sites', '/sites', { query: { search: filters['search'] } });
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        searchLabel={t('maker:registry.searchSites')}
        addLabel={t('maker:registry.addSite')}
        onAdd={() => setEditing('new')}
      />
      {sites.query.isLoadingError ? (
        <ErrorState error={sites.query.error} onRetry={() => void sites.query.refetch()} />
      ) : sites.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<Site>
          label={t('maker:registry.tab.sites')}
          rowKey={(row) => row.id}
          rows={sites.items}
          onOpen={may('registry.write') ? setEditing : undefined}
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
              key: 'customer',
              header: t('maker:life.customer'),
              width: 'minmax(180px, 1.2fr)',
              phone: 'second',
              cell: (row) => row.customer.name,
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
              width: '80px',
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
      )}
      {editing === undefined ? null : (
        <SiteDialog site={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
