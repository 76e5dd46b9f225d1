import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Steps } from '../../../ui/layout/steps.js';

const PROGRESS_STATES = ['new', 'assigned', 'accepted', 'in_progress', 'closed'] as const;

/** Steps of a ticket and its current step. */
export function TicketSteps({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reached = PROGRESS_STATES.indexOf(ticket.state as (typeof PROGRESS_STATES)[number]);
  const done = ticket.state === 'closed';
  return (
    <Steps
      label={t('maker:ticket.way')}
      current={reached === -1 ? PROGRESS_STATES.length : done ? PROGRESS_STATES.length : reached}
      steps={PROGRESS_STATES.map((state) => ({
        key: state,
        label: t(`state.${state}`),
        note:
          state === 'new'
            ? format.dateTime(ticket.openedAt)
            : state === 'closed' && ticket.closedAt !== null
              ? format.dateTime(ticket.closedAt)
              : undefined,
      }))}
    />
  );
}
