import type { TicketRow } from '../../api/types.js';
import { useTicketTitle } from './use-ticket-title.js';

/** What a ticket is about, in the reader's words. */
export function TicketTitle({
  ticket,
}: {
  readonly ticket: Pick<TicketRow, 'titleCode' | 'titleParams' | 'description'>;
}) {
  const title = useTicketTitle();
  return title(ticket);
}
