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
import { useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { CustomerLink } from '../places/customer-link.js';
import { ListTools } from '../search/list-tools.js';
import { CustomerDialog } from './customer-dialog.js';

/** All customers, each with its page. */
export function CustomerList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  const [filters, change] = useUrlFilters();
  const adding = useOpenByLink('add');
  const customers = useList('customers', '/customers', { query: { search: filters['search'] } });
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        searchLabel={t('maker:registry.searchCustomers')}
        addLabel={t('maker:registry.addCustomer')}
        onAdd={adding.open}
      />
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
          columns={[
            {
              key: 'code',
              header: t('maker:registry.code'),
              width: '110px',
              phone: 'side',
              cell: (row) => row.code,
            },
            {
              key: 'name',
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
              header: t('maker:registry.country'),
              width: '110px',
              cell: (row) => format.country(row.country),
            },
            {
              key: 'industry',
              header: t('maker:registry.industry'),
              phone: 'second',
              cell: (row) => row.industry,
            },
            {
              key: 'language',
              header: t('maker:registry.language'),
              width: '110px',
              cell: (row) => format.language(row.language),
            },
            {
              key: 'tax',
              header: t('maker:registry.taxId'),
              width: '180px',
              phone: 'third',
              cell: (row) => row.taxId,
            },
          ]}
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
