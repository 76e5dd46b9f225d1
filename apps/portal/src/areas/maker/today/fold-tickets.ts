import type { TicketRow } from '../../../api/types.js';

export interface FoldedTicket {
  readonly ticket: TicketRow;
  /** Number of other tickets that the row stands for. */
  readonly others: number;
}

const RANK: Readonly<Record<string, number>> = { critical: 0, warning: 1 };
const rankOf = ({ severity }: TicketRow): number => RANK[severity] ?? 2;

/**
 * Combines the alarm tickets of a machine into one row, which shows the worst ticket. Tickets without an alarm stay
 * separate.
 */
export function foldTickets(tickets: readonly TicketRow[]): FoldedTicket[] {
  const folded = new Map<string, FoldedTicket>();
  for (const ticket of tickets) {
    const key = ticket.alarmId === null ? ticket.id : ticket.machine.id;
    const known = folded.get(key);
    folded.set(key, {
      ticket: known === undefined || rankOf(ticket) < rankOf(known.ticket) ? ticket : known.ticket,
      others: known === undefined ? 0 : known.others + 1,
    });
  }
  return [...folded.values()];
}
