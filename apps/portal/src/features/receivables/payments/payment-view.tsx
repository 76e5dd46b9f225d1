import { useTranslation } from 'react-i18next';
import type { PaymentDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { isZero, startOf } from '../amounts.js';
import type { ReceivablePages } from '../receivable-pages.js';
import { RefundList } from '../refunds/refund-list.js';
import { AllocationList } from './allocation-list.js';
import classes from './payment-view.module.css';

interface PaymentViewProps {
  readonly payment: PaymentDetail;
  readonly pages: ReceivablePages;
}

/** The allocations of a payment to documents, its refunds, and its details. */
export function PaymentView({ payment, pages }: PaymentViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const refunded = format.money(payment.refunded.amount, payment.refunded.currency);
  return (
    <>
      <Section flush title={t('payment.usedFor')}>
        {payment.allocations.length === 0 ? (
          <p className={classes.none}>
            {isZero(payment.refunded) ? t('payment.unused') : t('payment.returned', { amount: refunded })}
          </p>
        ) : (
          <AllocationList allocations={payment.allocations} names="documents" pages={pages} />
        )}
      </Section>
      {payment.refunds.length === 0 ? null : (
        <Section flush title={t('maker:refund.many')}>
          <RefundList refunds={payment.refunds} />
        </Section>
      )}
      <PaymentFacts payment={payment} />
    </>
  );
}

function PaymentFacts({ payment }: { readonly payment: PaymentDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { amount, unapplied, refunded } = payment;
  return (
    <div className={classes.facts}>
      <Section title={t('payment.details')}>
        <Facts
          items={[
            [t('payment.amount'), format.money(amount.amount, amount.currency)],
            [t('payment.unapplied'), format.money(unapplied.amount, unapplied.currency)],
            ...(isZero(refunded)
              ? []
              : [[t('payment.refunded'), format.money(refunded.amount, refunded.currency)] as const]),
            [t('payment.receivedOn'), format.date(startOf(payment.receivedOn), 'UTC')],
            [t('payment.receivedBy'), payment.legalEntity.name],
            [t('payment.methodHead'), t(`payment.method.${payment.method}`)],
            [t('payment.payer'), payment.payerName ?? '—'],
            [t('payment.payerAccount'), payment.payerAccount ?? '—'],
            [t('payment.reference'), payment.reference === '' ? '—' : payment.reference],
            [
              t('payment.recorded'),
              format.listed([
                payment.recordedBy ?? t('payment.imported'),
                format.dateTime(payment.recordedAt),
              ]),
            ],
          ]}
        />
      </Section>
    </div>
  );
}
