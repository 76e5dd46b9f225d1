import { IconCash } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import type { Payment } from '../../../api/types.js';
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
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ListMenus } from '../../lists/list-menus.js';
import { useListView } from '../../lists/use-list-view.js';
import { CustomerLink } from '../../places/customer-link.js';
import { isZero, startOf } from '../amounts.js';
import classes from '../open-items/open-items.module.css';

interface PaymentListProps {
  /** Action of the empty list. */
  readonly action?: ReactNode;
}

/** Received payments, newest first. */
export function PaymentList({ action }: PaymentListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const view = useListView('payments');
  const { filters, change } = view;
  const entities = useOne('legal-entities', '/legal-entities').data?.items ?? [];
  const show = filters['show'];
  const query = {
    customerId: filters['customer'],
    legalEntityId: filters['entity'],
    search: filters['search'],
    ...(show === 'unapplied' || show === 'allocated' ? { unapplied: show === 'unapplied' } : {}),
    sort: view.sort,
  };
  const list = useList('payments', '/payments', { query });
  const customers = new Map(
    list.items.flatMap(({ customer }) => (customer === null ? [] : [[customer.id, customer.name] as const])),
  );
  const columns = columnsOf(t, format);
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        searchLabel={t('maker:receivables.searchPayments')}
        chips={[
          {
            key: 'show',
            label: t('maker:alarms.state'),
            choices: ['unapplied', 'allocated'].map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            key: 'customer',
            label: t('maker:life.customer'),
            choices: [...customers].map(([value, label]) => ({ value, label })),
          },
          {
            key: 'entity',
            label: t('maker:contracts.entity'),
            choices: entities.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('maker:receivables.tab.payments')}
          loadRows={(onProgress) => fetchAll('/payments', onProgress, { query })}
        />
      </FilterBar>
      {list.query.isLoadingError ? (
        <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />
      ) : list.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<Payment>
          label={t('maker:receivables.tab.payments')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={list.items}
          sort={view.sort}
          onSort={view.setSort}
          layout={view.layout}
          onLayout={view.setLayout}
          onOpen={(row) =>
            void navigate({ to: '/receivables/payments/$paymentId', params: { paymentId: row.id } })
          }
          empty={
            <EmptyState icon={IconCash} title={t('payment.none')} actions={action}>
              {t('maker:receivables.noPaymentsWhy')}
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

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<Payment>[] {
  return [
    {
      key: 'received',
      header: t('payment.receivedOn'),
      width: '98px',
      phone: 'side2',
      sort: 'received',
      value: (row) => row.receivedOn,
      cell: (row) => format.date(startOf(row.receivedOn), 'UTC'),
    },
    {
      key: 'payer',
      header: t('payment.payer'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'title',
      fixed: true,
      sort: 'payer',
      value: (row) => row.payerName ?? row.customer?.name ?? null,
      cell: (row) => (
        <Link to="/receivables/payments/$paymentId" params={{ paymentId: row.id }}>
          {row.payerName ?? row.customer?.name ?? t('payment.unknownPayer')}
        </Link>
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(150px, 1.2fr)',
      phone: 'second',
      value: (row) => row.customer?.name ?? null,
      cell: (row) =>
        row.customer === null ? (
          <StateBadge state="unknown" plain tone="warning">
            {t('maker:receivables.customerUnknown')}
          </StateBadge>
        ) : (
          <CustomerLink customer={row.customer} />
        ),
    },
    {
      key: 'reference',
      header: t('payment.reference'),
      width: 'minmax(120px, 1.2fr)',
      phone: 'third',
      value: (row) => row.reference,
      cell: (row) => row.reference,
    },
    {
      key: 'method',
      header: t('payment.methodHead'),
      width: '92px',
      wide: true,
      phone: 'hide',
      value: (row) => t(`payment.method.${row.method}`),
      cell: (row) => t(`payment.method.${row.method}`),
    },
    {
      key: 'entity',
      header: t('maker:contracts.entity'),
      width: 'minmax(110px, 1fr)',
      wide: true,
      phone: 'hide',
      value: (row) => row.legalEntity.name,
      cell: (row) => row.legalEntity.name,
    },
    {
      key: 'unapplied',
      header: t('payment.unapplied'),
      width: '124px',
      numeric: true,
      sort: 'unapplied',
      phone: 'hide',
      value: (row) => Number(row.unapplied.amount),
      cell: (row) =>
        isZero(row.unapplied) ? (
          ''
        ) : (
          <Money amount={row.unapplied.amount} currency={row.unapplied.currency} withoutCode strong />
        ),
    },
    {
      key: 'amount',
      header: t('payment.amount'),
      width: '136px',
      numeric: true,
      sort: 'amount',
      phone: 'side',
      value: (row) => Number(row.amount.amount),
      cell: (row) => (
        <>
          <Money amount={row.amount.amount} currency={row.amount.currency} withoutCode />
          <span className={classes.code}> {row.amount.currency}</span>
        </>
      ),
    },
    {
      key: 'currency',
      header: t('maker:contracts.currency'),
      width: '60px',
      value: (row) => row.amount.currency,
      cell: (row) => row.amount.currency,
    },
  ];
}
