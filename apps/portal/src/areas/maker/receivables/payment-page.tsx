import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { AllocateForm } from '../../../features/receivables/allocate/allocate-form.js';
import { isZero, startOf } from '../../../features/receivables/amounts.js';
import { PaymentBadge } from '../../../features/receivables/payments/payment-badge.js';
import { PaymentView } from '../../../features/receivables/payments/payment-view.js';
import { MAKER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { RefundDialog } from '../../../features/receivables/refunds/refund-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';

/** A received payment. Its unapplied amount can be allocated to documents, and its allocations can be undone. */
export function PaymentPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { paymentId = '' } = useParams({ strict: false });
  const [isRefunding, setIsRefunding] = useState(false);
  const query = useOne('payments', '/payments/{id}', { path: { id: paymentId } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={420} />;
  const payment = query.data;
  const { customer, refundable } = payment;
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.receivables'), to: '/receivables' },
          ...(customer === null ? [] : [{ label: customer.name, to: `/customers/${customer.id}` }]),
        ]}
        title={t('payment.title', { amount: format.money(payment.amount.amount, payment.amount.currency) })}
        state={<PaymentBadge payment={payment} />}
        below={t('payment.receivedFrom', {
          day: format.date(startOf(payment.receivedOn), 'UTC'),
          payer: payment.payerName ?? customer?.name ?? t('payment.unknownPayer'),
          seller: payment.legalEntity.name,
        })}
        actions={
          refundable !== null && may('accounting.write') ? (
            <Button variant="default" onClick={() => setIsRefunding(true)}>
              {t('maker:refund.verb')}
            </Button>
          ) : undefined
        }
      />
      {may('payments.match') && !isZero(payment.unapplied) ? <AllocateForm payment={payment} /> : null}
      <PaymentView payment={payment} pages={MAKER_PAGES} />
      {isRefunding && refundable !== null ? (
        <RefundDialog
          source={{ kind: 'payment', paymentId }}
          refundable={refundable}
          onClose={() => setIsRefunding(false)}
        />
      ) : null}
    </div>
  );
}
