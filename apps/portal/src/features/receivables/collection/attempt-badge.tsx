import { useTranslation } from 'react-i18next';
import type { PaymentAttempt } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** Looks of the states of attempts, by a state of the product with the same meaning. */
const LOOKS = {
  unknown: 'unknown',
  processing: 'planned',
  open: 'planned',
  requires_authentication: 'warning',
  declined: 'warning',
  succeeded: 'settled',
  canceled: 'rejected',
  failed: 'failed',
} as const satisfies Record<PaymentAttempt['state'], string>;

/** State of an attempt to collect a document. */
export function AttemptBadge({ state }: Pick<PaymentAttempt, 'state'>) {
  const { t } = useTranslation();
  return (
    <StateBadge state={LOOKS[state]} plain>
      {t(`collection.state.${state}`)}
    </StateBadge>
  );
}
