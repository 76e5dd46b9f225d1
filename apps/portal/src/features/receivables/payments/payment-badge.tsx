import { useTranslation } from 'react-i18next';
import type { Payment } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { isZero } from '../amounts.js';

/** Shows that a payment is fully allocated, or its unapplied amount. */
export function PaymentBadge({
  payment: { unapplied },
  plain = false,
}: {
  readonly payment: Pick<Payment, 'unapplied'>;
  readonly plain?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isZero(unapplied)) return <StateBadge state="allocated" plain={plain} />;
  return (
    <StateBadge state="unapplied" plain={plain}>
      {t('payment.unappliedAmount', { amount: format.money(unapplied.amount, unapplied.currency) })}
    </StateBadge>
  );
}
