import { useTranslation } from 'react-i18next';
import type { Payment } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { isZero, minorOf } from '../amounts.js';

/** Shows that a payment is allocated or refunded in full, or its unapplied amount. */
export function PaymentBadge({
  payment: { amount, unapplied, refunded },
  plain = false,
}: {
  readonly payment: Pick<Payment, 'amount' | 'unapplied' | 'refunded'>;
  readonly plain?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (minorOf(refunded) === minorOf(amount)) return <StateBadge state="refunded" plain={plain} />;
  if (isZero(unapplied)) return <StateBadge state="allocated" plain={plain} />;
  return (
    <StateBadge state="unapplied" plain={plain}>
      {t('payment.unappliedAmount', { amount: format.money(unapplied.amount, unapplied.currency) })}
    </StateBadge>
  );
}
