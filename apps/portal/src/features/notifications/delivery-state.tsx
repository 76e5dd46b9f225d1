import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './delivery-state.module.css';

interface DeliveryStateProps {
  readonly state: string;
  readonly error: string | null;
}

/** State code with the same icon and colour, by delivery state. */
const LOOKS: Readonly<Record<string, string>> = {
  waiting: 'planned',
  sending: 'in_progress',
  sent: 'done',
  delivered: 'done',
  failed: 'failed',
  outcome_unknown: 'unknown',
};

/** Errors with a translation. All others are responses from mail servers and receivers, which are shown unchanged. */
const KNOWN = new Set([
  'access_ended',
  'nothing_visible',
  'interrupted',
  'browser_removed',
  'subscription_ended',
  'timeout',
  'address_private',
  'redirect_refused',
  'name_not_found',
  'certificate_invalid',
  'connection_failed',
]);

/** State of an outgoing message, with the reason for a failure. */
export function DeliveryState({ state, error }: DeliveryStateProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.state}>
      <StateBadge plain state={LOOKS[state] ?? state}>
        {t(`notifications.deliveryState.${state}`)}
      </StateBadge>
      {error === null ? null : (
        <span className={classes.reason}>{KNOWN.has(error) ? t(`notifications.error.${error}`) : error}</span>
      )}
    </span>
  );
}
