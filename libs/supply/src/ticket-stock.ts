import type { Transaction } from '#platform';
import { planReservations, type DepotQuantity } from './domain/ticket-reservation.js';
import { issueStock, releaseStock, reserveStock } from './stock-ledger.js';

/** A ticket with its required parts. */
export interface PartsOfTicket {
  readonly ticketId: string;
  readonly parts: readonly { readonly partNumber: string; readonly quantity: number }[];
}

/** Available stock in a hub's depots that no other transaction can reserve until this transaction ends. */
export interface LockedStock {
  readonly partIds: ReadonlyMap<string, string>;
  readonly free: readonly DepotQuantity[];
}

/**
 * Locks the balances of all parts that tickets need or have reserved, in the depots of their hub. Load the queue of
 * open visits after this call, so that it contains all visits that earlier writers have committed.
 */
export async function lockPartsOfTickets(
  tx: Transaction,
  hubId: string,
  tickets: readonly PartsOfTicket[],
): Promise<LockedStock> {
  const partIds = await findParts(tx, tickets);
  const held = await listReserved(
    tx,
    tickets.map(({ ticketId }) => ticketId),
  );
  const wanted = new Set([...partIds.values(), ...held.map(({ partId }) => partId)]);
  return { partIds, free: wanted.size === 0 ? [] : await lockFreeStock(tx, hubId, [...wanted]) };
}

/**
 * Reserves parts for tickets in the order of their visits, and releases parts that they no longer need. A part with a
 * shortage stays unreserved, so that the visit can be planned while the part is ordered.
 *
 * @param stock the locked parts of the served tickets; of two transactions that need the last unit of a part, only one
 * reserves it
 * @param queue all open visits of the hub in the order of service
 * @param servedTicketIds tickets to update, which the caller has locked; other tickets only keep their position
 * @returns ids of the tickets with changed reservations
 */
export async function reserveTicketParts(
  tx: Transaction,
  { partIds, free }: LockedStock,
  queue: readonly PartsOfTicket[],
  servedTicketIds: ReadonlySet<string>,
): Promise<string[]> {
  const held = await listReserved(
    tx,
    queue.map(({ ticketId }) => ticketId),
  );
  const visits = queue.map(({ ticketId, parts }) => ({
    ticketId,
    needs: parts.flatMap(({ partNumber, quantity }) => {
      const partId = partIds.get(partNumber);
      return partId === undefined ? [] : [{ partId, quantity }];
    }),
    held: held.filter((pieces) => pieces.ticketId === ticketId),
  }));
  const changed: string[] = [];
  for (const [ticketId, { release, reserve }] of planReservations(visits, free)) {
    if (!servedTicketIds.has(ticketId)) continue;
    changed.push(ticketId);
    await forEachDepot(release, (depotId, needs) => releaseStock(tx, { depotId, ticketId }, needs));
    await forEachDepot(reserve, (depotId, needs) => reserveStock(tx, { depotId, ticketId }, needs));
  }
  return changed;
}

/** Releases a ticket's reservations. */
export async function releaseTicketParts(tx: Transaction, ticketId: string): Promise<void> {
  await forEachDepot(await listReserved(tx, [ticketId]), (depotId, needs) =>
    releaseStock(tx, { depotId, ticketId }, needs),
  );
}

/** Issues a ticket's reserved parts, because the work used them. */
export async function issueTicketParts(tx: Transaction, ticketId: string, occurredAt: Date): Promise<void> {
  await forEachDepot(await listReserved(tx, [ticketId]), (depotId, needs) =>
    issueStock(tx, { depotId, ticketId, occurredAt }, needs, { wasReserved: true }),
  );
}

async function findParts(tx: Transaction, tickets: readonly PartsOfTicket[]): Promise<Map<string, string>> {
  const numbers = new Set(tickets.flatMap(({ parts }) => parts.map(({ partNumber }) => partNumber)));
  const rows: { id: string; number: string }[] = await tx.manager.query(
    `select id, number from part where maker_id = $1 and number = any($2)`,
    [tx.scope.makerId, [...numbers]],
  );
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** Returns available stock in a hub's depots, locked in the common order until the transaction ends. */
async function lockFreeStock(
  tx: Transaction,
  hubId: string,
  partIds: readonly string[],
): Promise<DepotQuantity[]> {
  return tx.manager.query(
    `select b.depot_id as "depotId", b.part_id as "partId", b.on_hand - b.reserved as quantity
       from stock_balance b
      where b.maker_id = $1 and b.part_id = any($3) and b.depot_id in (
        select d.id from depot d where d.maker_id = $1 and d.hub_id = $2 and d.archived_at is null)
      order by b.part_id, b.depot_id for update of b`,
    [tx.scope.makerId, hubId, partIds],
  );
}

async function listReserved(
  tx: Transaction,
  ticketIds: readonly string[],
): Promise<(DepotQuantity & { readonly ticketId: string })[]> {
  return tx.manager.query(
    `select ticket_id as "ticketId", depot_id as "depotId", part_id as "partId", sum(reserved_delta)::int as quantity
       from stock_entry where maker_id = $1 and ticket_id = any($2)
      group by ticket_id, depot_id, part_id having sum(reserved_delta) > 0 order by part_id, depot_id`,
    [tx.scope.makerId, ticketIds],
  );
}

async function forEachDepot(
  pieces: readonly DepotQuantity[],
  write: (depotId: string, needs: readonly DepotQuantity[]) => Promise<void>,
): Promise<void> {
  for (const depotId of [...new Set(pieces.map((each) => each.depotId))].sort())
    await write(
      depotId,
      pieces.filter((each) => each.depotId === depotId),
    );
}
