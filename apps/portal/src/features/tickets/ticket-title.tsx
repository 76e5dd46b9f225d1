import type { TicketRow } from '../../api/types.js';
import { useTicketTitle } from './use-ticket-title.js';

/** Title of a ticket in the user's language. */
export function TicketTitle({
  ticket,
}: {
  readonly ticket: Pick<TicketRow, 'titleCode' | 'titleParams' | 'description'>;
}) {
  const title = useTicketTitle();
  return title(ticket);
}
