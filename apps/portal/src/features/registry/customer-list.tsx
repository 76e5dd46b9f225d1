import { IconBuildingFactory2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { useOpenByLink } from '../../ui/tables/use-open-by-link.js';
import { fetchAll } from '../../api/fetch-all.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { ListMenus } from '../lists/list-menus.js';
import { tableOfView } from '../lists/table-of-view.js';
import { useListView } from '../lists/use-list-view.js';
import { CustomerLink } from '../places/customer-link.js';
import { ListTools } from '../search/list-tools.js';
import { CustomerDialog } from './customer-dialog.js';

/** All customers, each with its page. */
export function CustomerList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  const view = useListView('customers');
  const { filters, change } = view;
  const adding = useOpenByLink('add');
  const query = { search: filters['search'] };
  const customers = useList('customers', '/customers', { query });
  const columns: Column<Customer>[] = [
    {
      key: 'code',
      value: (row) => row.code,
      header: t('maker:registry.code'),
      width: '110px',
      phone: 'side',
      cell: (row) => row.code,
    },
    {
      key: 'name',
      fixed: true,
      value: (row) => row.name,
      header: t('maker:registry.name'),
      width: 'minmax(220px, 1.5fr)',
      phone: 'title',
      cell: (row) => (
        <b>
          <CustomerLink customer={row} />
        </b>
      ),
    },
    {
      key: 'country',
      value: (row) => format.country(row.country),
      header: t('maker:registry.country'),
      width: '110px',
      cell: (row) => format.country(row.country),
    },
    {
      key: 'industry',
      value: (row) => row.industry,
      header: t('maker:registry.industry'),
      phone: 'second',
      cell: (row) => row.industry,
    },
    {
      key: 'language',
      value: (row) => format.language(row.language),
      header: t('maker:registry.language'),
      width: '110px',
      cell: (row) => format.language(row.language),
    },
    {
      key: 'tax',
      value: (row) => row.taxId,
      header: t('maker:registry.taxId'),
      width: '180px',
      phone: 'third',
      cell: (row) => row.taxId,
    },
  ];
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        searchLabel={t('maker:registry.searchCustomers')}
        addLabel={t('maker:registry.addCustomer')}
        onAdd={adding.open}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:registry.tab.customers')}
          loadRows={(onProgress) => fetchAll('/customers', onProgress, { query })}
        />
      </ListTools>
      {customers.query.isLoadingError ? (
        <ErrorState error={customers.query.error} onRetry={() => void customers.query.refetch()} />
      ) : customers.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<Customer>
          label={t('maker:registry.tab.customers')}
          rowKey={(row) => row.id}
          rows={customers.items}
          onOpen={(row) => void navigate({ to: '/customers/$customerId', params: { customerId: row.id } })}
          columns={columns}
          {...tableOfView(view, customers.query)}
          empty={
            <EmptyState icon={IconBuildingFactory2} title={t('maker:registry.noCustomers')}>
              {t('maker:registry.noCustomersWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={customers.query} />}
        />
      )}
      {adding.isOpen ? <CustomerDialog customer={undefined} onClose={adding.close} /> : null}
    </>
  );
}
