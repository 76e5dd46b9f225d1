import { IconReceipt } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import { useMay } from '../../../api/session.js';
import type { InvoiceRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { BillingRunButton } from '../../../features/billing-runs/billing-run-button.js';
import { BulkButtons } from '../../../features/bulk-decisions/bulk-buttons.js';
import { CurrencyMatrix } from '../../../features/billing-runs/currency-matrix.js';
import { LastRun } from '../../../features/billing-runs/last-run.js';
import {
  DOCUMENT_STATES,
  dueDayOf,
  formatDueDay,
  signedGross,
  withDocumentValues,
  formatContracts,
  toListedDocument,
  pageOf,
} from '../../../features/invoices/document/listed-document.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { ListMenus } from '../../../features/lists/list-menus.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { oneOf, type UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './billing-page.module.css';
import { CustomerLink } from '../../../features/places/customer-link.js';

const PAGES = { invoices: '/billing', groups: '/billing/groups' };

const needsAction = ({ state, heldLines }: InvoiceRow): boolean =>
  state === 'held' || (state === 'draft' && heldLines > 0);

/** Groups in display order: first the documents that need action, last the issued ones. */
const GROUPS: readonly { readonly key: string; readonly has: (row: InvoiceRow) => boolean }[] = [
  { key: 'needsYou', has: needsAction },
  { key: 'toApprove', has: (row) => row.state === 'draft' && !needsAction(row) },
  { key: 'toIssue', has: ({ state }) => state === 'approved' },
  { key: 'issued', has: ({ number }) => number !== null },
];

/** Invoices grouped by next action, below a table of their gross amounts by currency and state. */
export function BillingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const view = useListView('invoices');
  const { filters, change } = view;
  const selection = selectionOf(filters);
  const query = { ...selection, sort: view.sort };
  const invoices = useList('invoices', '/invoices', { query });
  const summary = useOne('invoices', '/invoices/summary', { query: selection, keepPrevious: true });
  const documents = summary.data?.totals.reduce((count, total) => count + total.documents, 0);
  const shown = useMemo(() => invoices.items.map(withDocumentValues), [invoices.items]);
  const columns: Column<InvoiceRow>[] = [
    {
      key: 'contract',
      header: t('maker:contracts.number'),
      width: 'minmax(120px, 0.8fr)',
      phone: 'title',
      fixed: true,
      sort: 'contract',
      value: (row) => toListedDocument(row).name,
      cell: (row) => (
        <span className={classes.lines}>
          <b>{toListedDocument(row).name}</b>
          {toListedDocument(row).group === null ? null : (
            <span className={classes.quiet} title={toListedDocument(row).contracts.join(', ')}>
              {formatContracts(t, toListedDocument(row).contracts)}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'number',
      header: t('maker:bulk.number'),
      width: '140px',
      sort: 'number',
      value: (row) => row.number,
      cell: (row) => row.number ?? (row.kind === 'invoice' ? '' : t('document.correctionDraft')),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(160px, 1.6fr)',
      phone: 'third',
      sort: 'customer',
      value: (row) => row.customer.name,
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'period',
      header: t('maker:billing.period'),
      width: '124px',
      phone: 'side2',
      sort: 'period',
      value: (row) => row.periodFrom,
      cell: (row) => format.billingMonth(row.periodFrom, row.periodTo),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '124px',
      phone: 'second',
      sort: 'state',
      value: (row) => t(`state.${row.state}`),
      cell: (row) => (
        <span className={classes.lines}>
          <StateBadge state={row.state} plain />
          {row.heldLines > 0 && row.number === null ? (
            <StateBadge state="held" plain>
              {t('maker:billing.heldLines', { count: row.heldLines })}
            </StateBadge>
          ) : null}
        </span>
      ),
    },
    {
      key: 'due',
      header: t('maker:invoice.dueOn'),
      width: '104px',
      sort: 'due',
      value: dueDayOf,
      cell: (row) => formatDueDay(format, row),
    },
    {
      key: 'gross',
      header: t('maker:bulk.gross'),
      width: '136px',
      numeric: true,
      phone: 'side',
      // Sorting requires a currency filter, because amounts in different currencies can't be compared.
      ...(filters['currency'] !== undefined && { sort: 'gross' }),
      value: (row) => Number(signedGross(row)),
      cell: (row) => (
        <>
          <Money amount={signedGross(row)} currency={row.currency} withoutCode to={pageOf(row, PAGES)} />
          <span className={classes.code}> {row.currency}</span>
        </>
      ),
    },
    {
      key: 'currency',
      header: t('maker:contracts.currency'),
      width: '72px',
      value: (row) => row.currency,
      cell: (row) => row.currency,
    },
  ];
  return (
    <div>
      <PageHeader
        title={t('app:rail.billing')}
        aside={documents === undefined ? undefined : t('maker:billing.count', { count: documents })}
        actions={
          may('invoices.draft') ? (
            <BillingRunButton month={new Date(productNow()).toISOString().slice(0, 7)} />
          ) : undefined
        }
      />
      {may('invoices.draft') ? <LastRun /> : null}
      {summary.data === undefined || documents === 0 ? null : <CurrencyMatrix totals={summary.data.totals} />}
      <FilterBar
        filters={filters}
        onChange={change}
        searchLabel={t('maker:billing.search')}
        chips={[
          {
            key: 'month',
            label: t('maker:billing.period'),
            choices: (summary.data?.months ?? []).map((month) => ({
              value: month,
              label: format.month(`${month}-15T12:00:00Z`, 'UTC'),
            })),
          },
          {
            key: 'entity',
            label: t('maker:contracts.entity'),
            choices: (summary.data?.legalEntities ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: DOCUMENT_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            key: 'currency',
            label: t('maker:contracts.currency'),
            choices: (summary.data?.currencies ?? []).map((value) => ({ value, label: value })),
          },
        ]}
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('app:rail.billing')}
          loadRows={async (onProgress) =>
            (await fetchAll('/invoices', onProgress, { query })).map(withDocumentValues)
          }
        />
      </FilterBar>
      {invoices.query.isLoadingError ? (
        <ErrorState error={invoices.query.error} onRetry={() => void invoices.query.refetch()} />
      ) : invoices.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('app:rail.billing')}
          columns={columns}
          rowKey={(row) => row.id}
          {...(view.sort === undefined
            ? {
                groups: GROUPS.map(({ key, has }) => ({
                  key,
                  label: t(`maker:billing.group.${key}`),
                  rows: shown.filter(has),
                })).filter((group) => group.rows.length > 0),
              }
            : { rows: shown })}
          sort={view.sort}
          onSort={view.setSort}
          layout={view.layout}
          onLayout={view.setLayout}
          matching={summary.isPlaceholderData ? undefined : documents}
          isStale={invoices.query.isPlaceholderData}
          selectionActions={
            may('invoices.approve') || may('invoices.issue')
              ? ({ keys, isEverything }) => (
                  <BulkButtons selection={isEverything ? { filter: selection } : { ids: [...keys] }} />
                )
              : undefined
          }
          onOpen={(row) => void navigate({ to: pageOf(row, PAGES) })}
          empty={
            <EmptyState icon={IconReceipt} title={t('maker:billing.emptyTitle')}>
              {t('maker:billing.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={invoices.query} />
              <KeyHints withTicks />
            </>
          }
        />
      )}
    </div>
  );
}

/** Filters in the address that the list supports. */
function selectionOf(filters: UrlFilters) {
  return {
    month: filters['month'],
    legalEntityId: filters['entity'],
    state: oneOf(DOCUMENT_STATES, filters['state']),
    currency: filters['currency'],
    search: filters['search'],
  };
}
