import type { Transaction } from '#platform';
import { planReservation, type DepotPieces } from './domain/ticket-reservation.js';
import { issueStock, releaseStock, reserveStock } from './stock-ledger.js';

/** A ticket that needs parts from the depots of its hub. */
export interface PartsOfTicket {
  readonly ticketId: string;
  /** Null where no hub serves the site: then no depot has parts for it. */
  readonly hubId: string | null;
  readonly parts: readonly { readonly partNumber: string; readonly quantity: number }[];
}

/**
 * Reserves the parts of a ticket in the depots of its hub, and releases what it no longer needs. A part that is short stays
 * unreserved, so the caller can plan the visit while somebody orders it.
 *
 * The caller has locked the ticket. The balances are locked here, so of two tickets that reach for the last piece one
 * reserves it and the other goes without.
 */
export async function reserveTicketParts(tx: Transaction, ticket: PartsOfTicket): Promise<void> {
  const parts = await findParts(tx, ticket);
  const held = await listHeld(tx, ticket.ticketId);
  if (parts.length + held.length === 0) return;
  const partIds = [...new Set([...parts, ...held].map(({ partId }) => partId))];
  const free = await lockFree(tx, ticket.hubId, partIds);
  const { reserve, release } = planReservation(parts, held, free);
  await eachDepot(release, (depotId, needs) =>
    releaseStock(tx, { depotId, ticketId: ticket.ticketId }, needs),
  );
  await eachDepot(reserve, (depotId, needs) =>
    reserveStock(tx, { depotId, ticketId: ticket.ticketId }, needs),
  );
}

/** Frees what a ticket has reserved. */
export async function releaseTicketParts(tx: Transaction, ticketId: string): Promise<void> {
  await eachDepot(await listHeld(tx, ticketId), (depotId, needs) =>
    releaseStock(tx, { depotId, ticketId }, needs),
  );
}

/** Takes what a ticket has reserved out of stock: the work used it. */
export async function issueTicketParts(tx: Transaction, ticketId: string, occurredAt: Date): Promise<void> {
  await eachDepot(await listHeld(tx, ticketId), (depotId, needs) =>
    issueStock(tx, { depotId, ticketId, occurredAt }, needs, { wasReserved: true }),
  );
}

async function findParts(
  tx: Transaction,
  { parts }: PartsOfTicket,
): Promise<{ partId: string; quantity: number }[]> {
  const rows: { id: string; number: string }[] = await tx.manager.query(
    `select id, number from part where maker_id = $1 and number = any($2)`,
    [tx.scope.makerId, parts.map(({ partNumber }) => partNumber)],
  );
  const ids = new Map(rows.map(({ id, number }) => [number, id]));
  return parts.flatMap(({ partNumber, quantity }) => {
    const partId = ids.get(partNumber);
    return partId === undefined ? [] : [{ partId, quantity }];
  });
}

/** Free pieces in the depots of a hub, locked until the transaction ends, in the order in which all writers lock. */
async function lockFree(
  tx: Transaction,
  hubId: string | null,
  partIds: readonly string[],
): Promise<DepotPieces[]> {
  return tx.manager.query(
    `select b.depot_id as "depotId", b.part_id as "partId", b.on_hand - b.reserved as quantity
       from stock_balance b
      where b.maker_id = $1 and b.part_id = any($3) and b.depot_id in (
        select d.id from depot d where d.maker_id = $1 and d.hub_id = $2 and d.archived_at is null)
      order by b.part_id, b.depot_id for update of b`,
    [tx.scope.makerId, hubId, partIds],
  );
}

async function listHeld(tx: Transaction, ticketId: string): Promise<DepotPieces[]> {
  return tx.manager.query(
    `select depot_id as "depotId", part_id as "partId", sum(reserved_delta)::int as quantity from stock_entry
      where maker_id = $1 and ticket_id = $2
      group by depot_id, part_id having sum(reserved_delta) > 0 order by part_id, depot_id`,
    [tx.scope.makerId, ticketId],
  );
}

async function eachDepot(
  pieces: readonly DepotPieces[],
  write: (depotId: string, needs: readonly DepotPieces[]) => Promise<void>,
): Promise<void> {
  for (const depotId of [...new Set(pieces.map((each) => each.depotId))].sort())
    await write(
      depotId,
      pieces.filter((each) => each.depotId === depotId),
    );
}
