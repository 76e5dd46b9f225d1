import { IconReceipt } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryOf } from '../../../api/operations.js';
import type { InvoiceRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { middleOf, monthAfter, runningMonth } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import {
  pageOf,
  toListedDocument,
  withDocumentValues,
  DOCUMENT_STATES,
  formatDueDay,
  signedGross,
} from '../../invoices/document/listed-document.js';
import { filterOf, type Subject } from '../subject.js';

const PAGES = { invoices: '/billing', groups: '/billing/groups' };
const MONTHS_TO_CHOOSE = 24;

/** Invoices of a customer by month and state, or those of each contract at a site. */
export function SubjectInvoices({ subject }: { readonly subject: Subject }) {
  return subject.kind === 'customer' ? (
    <CustomerInvoices customerId={subject.id} />
  ) : (
    <SiteInvoices subject={subject} />
  );
}

function CustomerInvoices({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [filters, change] = useUrlFilters();
  const months = Array.from({ length: MONTHS_TO_CHOOSE }, (_, index) => monthAfter(runningMonth(), -index));
  const state = oneOf(DOCUMENT_STATES, filters['state']);
  const month = filters['month'];
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'month',
            label: t('maker:billing.period'),
            choices: months.map((value) => ({ value, label: format.month(middleOf(value), 'UTC') })),
          },
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: DOCUMENT_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      />
      <InvoiceTable query={{ customerId, month, state }} />
    </>
  );
}

/** An invoice bills a whole contract, so a site shows its contracts with their invoices. */
function SiteInvoices({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const contracts = useList('contracts', '/contracts', { query: { ...filterOf(subject), limit: 10 } });
  if (contracts.query.isLoadingError)
    return <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />;
  if (contracts.waiting) return <SkeletonRows />;
  if (contracts.items.length === 0)
    return (
      <EmptyState icon={IconReceipt} title={t('maker:overview.noInvoices')}>
        {t('maker:overview.noInvoicesWhy')}
      </EmptyState>
    );
  return (
    <>
      {contracts.items.map((contract) => (
        <Section
          key={contract.id}
          title={
            <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
              {t('maker:machine.contract', { number: contract.number })}
            </Link>
          }
          flush
        >
          <InvoiceTable query={{ contractId: contract.id }} contract={contract.number} />
        </Section>
      ))}
      <LoadMore query={contracts.query} />
    </>
  );
}

function InvoiceTable({
  query,
  contract,
}: {
  readonly query: NonNullable<QueryOf<'GET', '/invoices'>>;
  /** Number of the contract, if the table is about only one. */
  readonly contract?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const invoices = useList('invoices', '/invoices', { query });
  const rows = useMemo(() => invoices.items.map(withDocumentValues), [invoices.items]);
  if (invoices.query.isLoadingError)
    return <ErrorState error={invoices.query.error} onRetry={() => void invoices.query.refetch()} />;
  if (invoices.waiting) return <SkeletonRows rows={4} />;
  return (
    <DataTable<InvoiceRow>
      label={[t('maker:contract.invoices'), contract].filter(Boolean).join(', ')}
      rowKey={(row) => row.id}
      rows={rows}
      onOpen={(row) => void navigate({ to: pageOf(row, PAGES) })}
      columns={[
        {
          key: 'number',
          header: t('maker:overview.invoice'),
          width: contract === undefined ? '150px' : 'minmax(150px, 1fr)',
          phone: 'title',
          cell: (row) => <b>{row.number ?? t('state.draft')}</b>,
        },
        ...(contract === undefined
          ? [
              {
                key: 'contract',
                header: t('maker:contracts.number'),
                width: 'minmax(130px, 1fr)',
                phone: 'third' as const,
                cell: (row: InvoiceRow) => toListedDocument(row).name,
              },
            ]
          : []),
        {
          key: 'period',
          header: t('maker:billing.period'),
          width: '140px',
          phone: 'side2',
          cell: (row) => format.billingMonth(row.periodFrom, row.periodTo),
        },
        {
          key: 'state',
          header: t('maker:alarms.state'),
          width: '140px',
          phone: 'second',
          cell: (row) => (
            <StateBadge state={row.heldLines > 0 && row.number === null ? 'held' : row.state} plain />
          ),
        },
        {
          key: 'due',
          header: t('maker:invoice.dueOn'),
          width: '120px',
          cell: (row) => formatDueDay(format, row),
        },
        {
          key: 'gross',
          header: t('maker:overview.gross'),
          width: '160px',
          numeric: true,
          phone: 'side',
          cell: (row) => <Money amount={signedGross(row)} currency={row.currency} to={pageOf(row, PAGES)} />,
        },
      ]}
      empty={
        <EmptyState icon={IconReceipt} title={t('maker:overview.noInvoices')}>
          {t('maker:overview.noInvoicesWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={invoices.query} />}
    />
  );
}
