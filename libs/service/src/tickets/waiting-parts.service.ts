import { Injectable } from '@nestjs/common';
import type { RequiredPart } from '#diagnostics';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { lockPartsOfTickets, reserveTicketParts, type PartsOfTicket } from '#supply';
import { Ticket } from '../entities/ticket.entity.js';
import { emitTicketEvent } from './tickets.store.js';

/** Reserves parts for visits that were planned before the parts were in stock. */
@Injectable()
export class WaitingParts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Reserves parts for visits of a depot's hub that lack parts, earliest visit first. Call it after stock becomes
   * available in the depot. Idempotent.
   */
  reserveFromDepot(scope: Scope, depotId: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [depot]: { hub_id: string | null }[] = await tx.manager.query(
        `select hub_id from depot where maker_id = $1 and id = $2`,
        [scope.makerId, depotId],
      );
      if (depot?.hub_id) await reserveAtHub(tx, depot.hub_id);
    });
  }

  /** Reserves parts for visits of every hub that lack parts, one transaction per hub. */
  async reserveAtAllHubs(scope: Scope): Promise<void> {
    const hubs = await this.unitOfWork.run(scope, (tx): Promise<{ id: string }[]> =>
      tx.manager.query(`select id from hub where maker_id = $1 order by id`, [scope.makerId]),
    );
    for (const { id } of hubs) await this.unitOfWork.run(scope, (tx) => reserveAtHub(tx, id));
  }
}

/** Reserves the parts of one ticket, which the caller has locked. Earlier visits get their parts first. */
export async function reserveParts(tx: Transaction, { id, hubId, requiredParts }: Ticket): Promise<void> {
  // Without a hub there is no depot, so nothing can be reserved.
  if (hubId === null) return;
  const stock = await lockPartsOfTickets(tx, hubId, [{ ticketId: id, parts: requiredParts }]);
  await reserveTicketParts(tx, stock, await listOpenVisits(tx, hubId), new Set([id]));
}

async function reserveAtHub(tx: Transaction, hubId: string): Promise<void> {
  const waitingTickets = await lockTicketsWithParts(tx, hubId);
  if (waitingTickets.length === 0) return;
  const stock = await lockPartsOfTickets(tx, hubId, waitingTickets);
  const waitingIds = new Set(waitingTickets.map(({ ticketId }) => ticketId));
  const changed = await reserveTicketParts(tx, stock, await listOpenVisits(tx, hubId), waitingIds);
  for (const ticketId of changed) await emitTicketEvent(tx, 'ticket_changed', ticketId);
}

/**
 * Locks tickets in the order of their ids, so that two transactions can't deadlock. Tickets are always locked before
 * stock.
 */
async function lockTicketsWithParts(tx: Transaction, hubId: string): Promise<PartsOfTicket[]> {
  const rows: { id: string; parts: RequiredPart[] }[] = await tx.manager.query(
    `select id, required_parts as parts from ticket
      where maker_id = $1 and hub_id = $2 and state in ('assigned', 'accepted', 'in_progress') and required_parts <> '[]'
      order by id for update`,
    [tx.scope.makerId, hubId],
  );
  return rows.map(({ id, parts }) => ({ ticketId: id, parts }));
}

/** Returns open visits in the order in which they get parts: by start of the visit, then by time of assignment. */
async function listOpenVisits(tx: Transaction, hubId: string): Promise<PartsOfTicket[]> {
  return tx.manager.query(
    `select t.id as "ticketId", t.required_parts as parts
       from visit v join ticket t on t.maker_id = v.maker_id and t.id = v.ticket_id
      where v.maker_id = $1 and t.hub_id = $2 and v.state in ('planned', 'on_site')
        and t.state in ('assigned', 'accepted', 'in_progress')
      order by lower(v.during), v.id`,
    [tx.scope.makerId, hubId],
  );
}
