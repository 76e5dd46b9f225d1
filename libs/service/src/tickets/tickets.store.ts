import { findActorName } from '#organization';
import { DomainError, newId, nextDocumentNumber, type Transaction } from '#platform';
import { TicketEntry, type TicketEntryKind } from '../entities/ticket-entry.entity.js';
import { Ticket } from '../entities/ticket.entity.js';
import { findOwnTechnician } from '../visits/technician-scope.js';

/**
 * Offset of ticket numbers. A maker's first ticket is TK-1001, so that numbers have at least four digits from the
 * start.
 */
const FIRST_NUMBER_OFFSET = 1000;

export async function nextTicketNumber(tx: Transaction): Promise<string> {
  return `TK-${FIRST_NUMBER_OFFSET + (await nextDocumentNumber(tx, 'ticket'))}`;
}

/**
 * Returns a ticket within the scope.
 * @throws DomainError service.ticket_not_found, also for a ticket of another customer or technician
 */
export async function getTicket(tx: Transaction, id: string, { forChange = false } = {}): Promise<Ticket> {
  const ticket = await tx.manager.findOne(Ticket, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!ticket || !(await isVisible(tx, ticket))) throw new DomainError('service.ticket_not_found', { id });
  return ticket;
}

async function isVisible(tx: Transaction, ticket: Ticket): Promise<boolean> {
  const ownTechnician = await findOwnTechnician(tx);
  return (
    !ownTechnician ||
    (ownTechnician.id !== null && ticket.technicianId === ownTechnician.id) ||
    (ticket.openedBy !== null && ticket.openedBy === tx.scope.userId)
  );
}

/** Saves changes to a ticket as its next version. */
export async function updateTicket(tx: Transaction, ticket: Ticket, changes: Partial<Ticket>): Promise<void> {
  const version = ticket.version + 1;
  await tx.manager.update(Ticket, { makerId: tx.scope.makerId, id: ticket.id }, { ...changes, version });
  Object.assign(ticket, changes, { version });
}

export interface NewEntry {
  readonly kind: TicketEntryKind;
  readonly params?: object;
  readonly note?: string;
  readonly internal?: boolean;
  /** Time of the event; now by default. */
  readonly occurredAt?: Date;
}

/** Records an event with its actor and its time, which is separate from the time of recording. */
export async function addEntry(tx: Transaction, ticketId: string, entry: NewEntry): Promise<void> {
  const { kind, params = {}, note = '', internal = false, occurredAt = tx.now } = entry;
  await tx.manager.insert(TicketEntry, {
    makerId: tx.scope.makerId,
    id: newId(),
    ticketId,
    occurredAt,
    recordedAt: tx.now,
    kind,
    params,
    note,
    byUser: tx.scope.userId,
    byName: await findActorName(tx),
    internal,
  });
}

export async function emitTicketEvent(
  tx: Transaction,
  eventName: 'ticket_opened' | 'ticket_changed' | 'ticket_closed',
  ticketId: string,
): Promise<void> {
  await tx.record({ name: `service.${eventName}`, version: 1, payload: { ticketId } });
}
