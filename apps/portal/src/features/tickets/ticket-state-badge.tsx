import { useTranslation } from 'react-i18next';
import type { TicketState } from '../../api/types.js';
import { StateBadge } from '../../ui/values/state-badge.js';

interface TicketStateBadgeProps {
  readonly state: TicketState;
  readonly plain?: boolean;
}

/** State of a ticket in words for the customer: received, visit planned, in progress, done. */
export function TicketStateBadge({ state, plain = true }: TicketStateBadgeProps) {
  const { t } = useTranslation();
  return (
    <StateBadge state={state === 'new' ? 'info' : state} plain={plain}>
      {t(`customer:ticketState.${state}`)}
    </StateBadge>
  );
}
