import { IconCash } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Payment } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { startOf } from '../amounts.js';
import { PaymentBadge } from '../payments/payment-badge.js';
import { CUSTOMER_PAGES } from '../receivable-pages.js';

/** Payments that the sellers received from the customer, newest first. */
export function CustomerPayments() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const list = useList('payments', '/payments');
  if (list.query.isLoadingError)
    return <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.waiting) return <SkeletonRows rows={3} />;
  return (
    <DataTable<Payment>
      label={t('payment.many')}
      rowKey={(row) => row.id}
      rows={list.items}
      onOpen={(row) => void navigate({ to: CUSTOMER_PAGES.payment(row.id) })}
      columns={[
        {
          key: 'received',
          header: t('payment.receivedOn'),
          width: '160px',
          phone: 'title',
          cell: (row) => (
            <Link to={CUSTOMER_PAGES.payment(row.id)}>{format.date(startOf(row.receivedOn), 'UTC')}</Link>
          ),
        },
        {
          key: 'reference',
          header: t('payment.reference'),
          width: 'minmax(160px, 1.6fr)',
          phone: 'third',
          cell: (row) => row.reference,
        },
        {
          key: 'state',
          header: t('payment.use'),
          width: 'minmax(180px, 1.2fr)',
          phone: 'second',
          cell: (row) => <PaymentBadge payment={row} plain />,
        },
        {
          key: 'amount',
          header: t('payment.amount'),
          width: '170px',
          numeric: true,
          phone: 'side',
          cell: (row) => <Money amount={row.amount.amount} currency={row.amount.currency} />,
        },
      ]}
      empty={
        <EmptyState icon={IconCash} title={t('payment.none')}>
          {t('payment.noneWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={list.query} />}
    />
  );
}
