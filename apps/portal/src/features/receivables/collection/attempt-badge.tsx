import { useTranslation } from 'react-i18next';
import type { PaymentAttempt } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** State code with the same icon and colour, by state of an attempt. */
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
