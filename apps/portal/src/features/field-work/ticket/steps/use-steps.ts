import { useCallback } from 'react';
import type { Ticket } from '../../../../api/types.js';
import { preparePost } from '../../../../api/stored-post.js';
import { productNow } from '../../../../clock/clock.js';
import { useSendAction } from '../../actions/use-field-actions.js';

const STALE = ['day', 'tickets', 'visits', 'machines'];

/**
 * Accepts a ticket or starts work on it. The recorded time is the time of the tap, not the time of arrival at the
 * server.
 */
export function useStep(
  ticket: Pick<Ticket, 'id' | 'number'>,
): (step: 'accept' | 'start') => Promise<boolean> {
  const send = useSendAction();
  return useCallback(
    (step) =>
      send({
        code: step,
        about: ticket.number,
        ticketId: ticket.id,
        ...preparePost(`/tickets/{id}/${step}`, {
          path: { id: ticket.id },
          body: { occurredAt: new Date(productNow()).toISOString() },
        }),
        stale: STALE,
      }),
    [send, ticket.id, ticket.number],
  );
}
