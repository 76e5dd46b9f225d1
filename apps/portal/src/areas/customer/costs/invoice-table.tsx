import { IconReceipt } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import {
  withDocumentValues,
  formatContracts,
  toListedDocument,
  pageOf,
  formatDueDay,
  signedGross,
} from '../../../features/invoices/document/listed-document.js';
import { DueLead } from '../../../features/receivables/customer/due-lead.js';
import { ItemBadge } from '../../../features/receivables/open-items/item-badge.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

const PAGES = { invoices: '/plant/costs/invoices', groups: '/plant/costs/groups' };

/** The amount to be paid, then issued invoices and the current month, newest first. */
export function InvoiceTable() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const invoices = useList('invoices', '/invoices');
  const openItems = useList('open-items', '/open-items', { query: { open: true } });
  // Paid, set-off and written-off documents are not among the open ones.
  const newest = useList('open-items', '/open-items', { query: { sort: '-issued' } });
  const openOf = new Map(openItems.items.map((item) => [item.documentId, item]));
  const itemOf = new Map([...newest.items, ...openItems.items].map((item) => [item.documentId, item]));
  const stateOf = (row: InvoiceRow) => {
    const item = itemOf.get(row.id);
    return item === undefined ? <StateBadge state={row.state} plain /> : <ItemBadge item={item} />;
  };
  if (invoices.query.isLoadingError) {
    return (
      <ErrorState
        error={invoices.query.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void invoices.query.refetch()}
      />
    );
  }
  if (invoices.waiting) return <SkeletonRows rows={4} cells={[20, 20, 30, 14]} />;
  return (
    <>
      {openItems.query.data === undefined || invoices.items.every(({ number }) => number === null) ? null : (
        <DueLead items={openItems.items} />
      )}
      <DataTable<InvoiceRow>
        label={t('customer:costs.invoices')}
        rowKey={(row) => row.id}
        rows={invoices.items.map(withDocumentValues)}
        onOpen={(row) => void navigate({ to: pageOf(row, PAGES) })}
        columns={[
          {
            key: 'month',
            header: t('customer:usage.month'),
            width: '160px',
            phone: 'title',
            cell: (row) => (
              <Link to={pageOf(row, PAGES)}>{format.billingMonth(row.periodFrom, row.periodTo)}</Link>
            ),
          },
          {
            key: 'contract',
            header: t('customer:costs.contract'),
            width: 'minmax(120px, 0.8fr)',
            phone: 'third',
            cell: (row) => (
              <span title={toListedDocument(row).contracts.join(', ')}>
                {formatContracts(t, toListedDocument(row).contracts)}
              </span>
            ),
          },
          {
            key: 'number',
            header: t('customer:invoice.number'),
            width: '150px',
            cell: (row) => row.number ?? '',
          },
          {
            key: 'state',
            header: t('customer:usage.state'),
            width: 'minmax(160px, 1fr)',
            phone: 'second',
            cell: (row) =>
              row.heldLines > 0 && row.number === null ? (
                <StateBadge state="held" plain>
                  {t('customer:costs.linesWait', { count: row.heldLines })}
                </StateBadge>
              ) : (
                stateOf(row)
              ),
          },
          {
            key: 'due',
            header: t('customer:invoice.dueOn'),
            width: '130px',
            cell: (row) => formatDueDay(format, row),
          },
          {
            key: 'open',
            header: t('openItem.open'),
            width: '140px',
            numeric: true,
            phone: 'hide',
            cell: (row) => {
              const item = openOf.get(row.id);
              return item === undefined ? null : (
                <Money amount={item.open.amount} currency={item.open.currency} />
              );
            },
          },
          {
            key: 'total',
            header: t('customer:costs.total'),
            width: '170px',
            numeric: true,
            phone: 'side',
            cell: (row) => (
              <Money amount={signedGross(row)} currency={row.currency} to={pageOf(row, PAGES)} />
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconReceipt} title={t('customer:plant.bill.none')}>
            {t('customer:plant.bill.noneWhy')}
          </EmptyState>
        }
        foot={<LoadMore query={invoices.query} />}
      />
    </>
  );
}
