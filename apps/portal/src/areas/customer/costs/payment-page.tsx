import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { startOf } from '../../../features/receivables/amounts.js';
import { PaymentBadge } from '../../../features/receivables/payments/payment-badge.js';
import { PaymentView } from '../../../features/receivables/payments/payment-view.js';
import { CUSTOMER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** A payment of the customer, and the documents that it was used for. */
export function PaymentPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { paymentId = '' } = useParams({ strict: false });
  const query = useOne('payments', '/payments/{id}', { path: { id: paymentId } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={320} />;
  const payment = query.data;
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('customer:nav.costs'), to: '/plant/costs' }, { label: t('payment.many') }]}
        title={t('payment.title', { amount: format.money(payment.amount.amount, payment.amount.currency) })}
        state={<PaymentBadge payment={payment} />}
        below={t('payment.receivedOnBy', {
          day: format.date(startOf(payment.receivedOn), 'UTC'),
          seller: payment.legalEntity.name,
        })}
      />
      <PaymentView payment={payment} pages={CUSTOMER_PAGES} />
    </div>
  );
}
