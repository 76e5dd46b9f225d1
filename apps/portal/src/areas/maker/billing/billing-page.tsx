import { IconReceipt } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { InvoiceRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { productNow } from '../../../clock/clock.js';
import { BillingRunButton } from '../../../features/billing-runs/billing-run-button.js';
import { CurrencyMatrix } from '../../../features/billing-runs/currency-matrix.js';
import { LastRun } from '../../../features/billing-runs/last-run.js';
import {
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
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './billing-page.module.css';
import { CustomerLink } from '../../../features/places/customer-link.js';

const PAGES = { invoices: '/billing', groups: '/billing/groups' };
const STATES = ['draft', 'held', 'approved', 'issued', 'credited'] as const;

const needsAction = ({ state, heldLines }: InvoiceRow): boolean =>
  state === 'held' || (state === 'draft' && heldLines > 0);

/** Order of the groups: those that need action first, those that are completed last. */
const GROUPS: readonly { readonly key: string; readonly has: (row: InvoiceRow) => boolean }[] = [
  { key: 'needsYou', has: needsAction },
  { key: 'toApprove', has: (row) => row.state === 'draft' && !needsAction(row) },
  { key: 'toIssue', has: ({ state }) => state === 'approved' },
  { key: 'issued', has: ({ number }) => number !== null },
];

/** Invoices by next action: on hold, then awaiting a decision, then issued, with one column per currency. */
export function BillingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const [filters, change] = useUrlFilters();
  const invoices = useList('invoices', '/invoices');
  const months = [...new Set(invoices.items.map((invoice) => invoice.periodFrom.slice(0, 7)))]
    .sort()
    .reverse();
  const shown = useMemo(
    () =>
      invoices.items
        .map(withDocumentValues)
        .filter(
          (invoice) =>
            (filters['month'] === undefined || invoice.periodFrom.startsWith(filters['month'])) &&
            (filters['entity'] === undefined || invoice.legalEntity.id === filters['entity']) &&
            (filters['state'] === undefined || invoice.state === filters['state']) &&
            (filters['currency'] === undefined || invoice.currency === filters['currency']),
        ),
    [invoices.items, filters],
  );
  const currencies = [...new Set(shown.map((invoice) => invoice.currency))].sort();
  const columns: Column<InvoiceRow>[] = [
    {
      key: 'contract',
      header: t('maker:contracts.number'),
      width: '130px',
      phone: 'title',
      cell: (row) => (
        <span className={classes.lines}>
          <b>{toListedDocument(row).name}</b>
          {toListedDocument(row).group === null ? null : (
            <span className={classes.quiet} title={toListedDocument(row).contracts.join(', ')}>
              {formatContracts(t, toListedDocument(row).contracts)}
            </span>
          )}
          {row.number === null && row.kind === 'invoice' ? null : (
            <span className={classes.quiet}>{row.number ?? t('document.correctionDraft')}</span>
          )}
        </span>
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(180px, 1.2fr)',
      phone: 'third',
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'period',
      header: t('maker:billing.period'),
      width: '124px',
      phone: 'side2',
      cell: (row) => format.billingMonth(row.periodFrom, row.periodTo),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '124px',
      phone: 'second',
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
      cell: (row) =>
        row.dueOn === null || row.documentType === 'credit_note'
          ? ''
          : format.date(`${row.dueOn}T00:00:00Z`, 'UTC'),
    },
    ...currencies.map((currency): Column<InvoiceRow> => ({
      key: currency,
      header: currency,
      width: '108px',
      numeric: true,
      phone: 'side',
      cell: (row) =>
        row.currency === currency ? (
          <>
            <Money
              amount={row.kind === 'credit_note' ? `-${row.gross.amount}` : row.gross.amount}
              currency={currency}
              withoutCode
              to={pageOf(row, PAGES)}
            />
            <span className={classes.code}> {currency}</span>
          </>
        ) : (
          ''
        ),
    })),
  ];
  return (
    <div>
      <PageHeader
        title={t('app:rail.billing')}
        aside={invoices.waiting ? undefined : t('maker:billing.count', { count: invoices.items.length })}
        actions={
          may('invoices.draft') ? (
            <BillingRunButton month={new Date(productNow()).toISOString().slice(0, 7)} />
          ) : undefined
        }
      />
      {may('invoices.draft') ? <LastRun /> : null}
      {shown.length === 0 ? null : <CurrencyMatrix invoices={shown} />}
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'month',
            label: t('maker:billing.period'),
            choices: months.map((month) => ({
              value: month,
              label: format.month(`${month}-15T12:00:00Z`, 'UTC'),
            })),
          },
          {
            key: 'entity',
            label: t('maker:contracts.entity'),
            choices: [
              ...new Map(invoices.items.map((invoice) => [invoice.legalEntity.id, invoice.legalEntity.name])),
            ].map(([value, label]) => ({ value, label })),
          },
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            key: 'currency',
            label: t('maker:contracts.currency'),
            choices: [...new Set(invoices.items.map(({ currency }) => currency))]
              .sort()
              .map((value) => ({ value, label: value })),
          },
        ]}
      />
      {invoices.query.isLoadingError ? (
        <ErrorState error={invoices.query.error} onRetry={() => void invoices.query.refetch()} />
      ) : invoices.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('app:rail.billing')}
          columns={columns}
          rowKey={(row) => row.id}
          groups={GROUPS.map(({ key, has }) => ({
            key,
            label: t(`maker:billing.group.${key}`),
            rows: shown.filter(has),
          })).filter((group) => group.rows.length > 0)}
          onOpen={(row) => void navigate({ to: pageOf(row, PAGES) })}
          empty={
            <EmptyState icon={IconReceipt} title={t('maker:billing.emptyTitle')}>
              {t('maker:billing.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={invoices.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </div>
  );
}
