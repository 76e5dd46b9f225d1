import { IconFileInvoice } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import type { OpenItem } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, type UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ListMenus } from '../../lists/list-menus.js';
import { useListView } from '../../lists/use-list-view.js';
import { CustomerLink } from '../../places/customer-link.js';
import { startOf } from '../amounts.js';
import { isClosed, ItemBadge } from './item-badge.js';
import classes from './open-items.module.css';

const SHOWN = ['open', 'overdue', 'paid', 'all'] as const;

/** Issued documents with their open amounts, by default those that are open, in the order of their due dates. */
export function OpenItemList() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const view = useListView('open-items');
  const { filters, change } = view;
  const query = { ...selectionOf(filters), sort: view.sort };
  const list = useList('open-items', '/open-items', { query });
  const choices = useChoices(list.items);
  const columns = columnsOf(t, format, filters['currency'] !== undefined);
  return (
    <>
      <FilterBar
        filters={{ ...filters, show: filters['show'] === 'all' ? undefined : (filters['show'] ?? 'open') }}
        onChange={(wanted) =>
          change('show' in wanted ? { ...wanted, show: wanted['show'] ?? 'all' } : wanted)
        }
        searchLabel={t('maker:receivables.searchItems')}
        chips={[
          {
            key: 'show',
            label: t('maker:alarms.state'),
            choices: SHOWN.slice(0, -1).map((value) => ({
              value,
              label: t(`maker:receivables.show.${value}`),
            })),
          },
          { key: 'customer', label: t('maker:life.customer'), choices: choices.customers },
          { key: 'entity', label: t('maker:contracts.entity'), choices: choices.entities },
          {
            key: 'currency',
            label: t('maker:contracts.currency'),
            choices: choices.currencies.map((value) => ({ value, label: value })),
          },
        ]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:receivables.tab.items')}
          loadRows={(onProgress) => fetchAll('/open-items', onProgress, { query })}
        />
      </FilterBar>
      {list.query.isLoadingError ? (
        <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />
      ) : list.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<OpenItem>
          label={t('maker:receivables.tab.items')}
          columns={columns}
          rowKey={(row) => row.documentId}
          rows={list.items}
          sort={view.sort}
          onSort={view.setSort}
          layout={view.layout}
          onLayout={view.setLayout}
          onOpen={(row) =>
            void navigate({ to: '/billing/$invoiceId', params: { invoiceId: row.documentId } })
          }
          empty={
            <EmptyState icon={IconFileInvoice} title={t('maker:receivables.noItems')}>
              {t('maker:receivables.noItemsWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={list.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </>
  );
}

/** Filters in the address that the list supports. */
function selectionOf(filters: UrlFilters) {
  const show = oneOf(SHOWN, filters['show']) ?? 'open';
  return {
    customerId: filters['customer'],
    legalEntityId: filters['entity'],
    currency: filters['currency'],
    search: filters['search'],
    ...(show === 'overdue' ? { overdue: true } : show === 'all' ? {} : { open: show === 'open' }),
  };
}

/** Values of the filters: customers and currencies with an open amount or a loaded document, and all sellers. */
function useChoices(items: readonly OpenItem[]) {
  const ageing = useOne('receivables', '/receivables/ageing').data?.rows ?? [];
  const entities = useOne('legal-entities', '/legal-entities').data?.items ?? [];
  const customers = new Map([...ageing, ...items].map(({ customer }) => [customer.id, customer.name]));
  const currencies = [...ageing, ...items].map(({ total }) => total.currency);
  return {
    customers: [...customers]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    entities: entities.map(({ id, name }) => ({ value: id, label: name })),
    currencies: [...new Set(currencies)].sort(),
  };
}

function columnsOf(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
  isOneCurrency: boolean,
): Column<OpenItem>[] {
  const day = (date: string): string => format.date(startOf(date), 'UTC');
  return [
    {
      key: 'number',
      header: t('maker:invoice.number'),
      width: 'minmax(140px, 0.7fr)',
      phone: 'title',
      fixed: true,
      sort: 'number',
      value: (row) => row.number,
      cell: (row) => (
        <Link to="/billing/$invoiceId" params={{ invoiceId: row.documentId }}>
          {row.number}
        </Link>
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(140px, 1.5fr)',
      phone: 'third',
      sort: 'customer',
      value: (row) => row.customer.name,
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'issued',
      header: t('maker:invoice.issuedOn'),
      width: '98px',
      wide: true,
      phone: 'hide',
      sort: 'issued',
      value: (row) => row.issuedOn,
      cell: (row) => day(row.issuedOn),
    },
    {
      key: 'due',
      header: t('maker:invoice.dueOn'),
      width: '98px',
      phone: 'side2',
      sort: 'due',
      value: (row) => (row.documentType === 'credit_note' ? null : row.dueOn),
      cell: (row) => (row.documentType === 'credit_note' ? '' : day(row.dueOn)),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: 'minmax(136px, 0.9fr)',
      phone: 'second',
      value: (row) => t(`state.${row.state}`),
      cell: (row) => (
        <span className={classes.badges}>
          <ItemBadge item={row} />
          {row.isDisputed ? <StateBadge state="disputed" plain /> : null}
        </span>
      ),
    },
    {
      key: 'entity',
      header: t('maker:contracts.entity'),
      width: 'minmax(110px, 0.9fr)',
      wide: true,
      phone: 'hide',
      value: (row) => row.legalEntity.name,
      cell: (row) => row.legalEntity.name,
    },
    {
      key: 'total',
      header: t('maker:receivables.total'),
      width: '112px',
      numeric: true,
      wide: true,
      phone: 'hide',
      value: (row) => Number(row.total.amount),
      cell: (row) => <Money amount={row.total.amount} currency={row.total.currency} withoutCode />,
    },
    {
      key: 'open',
      header: t('maker:receivables.openAmount'),
      width: '112px',
      numeric: true,
      phone: 'side',
      // Amounts in different currencies can't be compared.
      ...(isOneCurrency && { sort: 'open' }),
      value: (row) => Number(row.open.amount),
      cell: (row) => (
        <>
          <Money amount={row.open.amount} currency={row.open.currency} withoutCode strong={!isClosed(row)} />
          <span className={classes.code}> {row.open.currency}</span>
        </>
      ),
    },
    {
      key: 'currency',
      header: t('maker:contracts.currency'),
      width: '60px',
      value: (row) => row.open.currency,
      cell: (row) => row.open.currency,
    },
  ];
}
