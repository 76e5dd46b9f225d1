import type { RequiredPart } from '#diagnostics';
import type { Transaction } from '#platform';

export interface TicketPart {
  readonly partNumber: string;
  /** Name by locale; empty if the part is not in the catalogue. */
  readonly name: Record<string, string>;
  readonly quantity: number;
  /** Quantity reserved for this ticket; null for customers, who don't see stock. */
  readonly reserved: number | null;
  /** Unreserved quantity in the depots of the ticket's hub; null for customers. */
  readonly availableAtDepot: number | null;
  /**
   * Quantity in the depots of the ticket's hub that is reserved for other tickets and deliveries; null for customers.
   */
  readonly reservedForOthers: number | null;
}

interface TicketWithParts {
  readonly id: string;
  /** Null while no hub serves the ticket, in which case no depot has parts for it. */
  readonly hubId: string | null;
  readonly parts: readonly RequiredPart[];
}

interface Row {
  ticketId: string;
  number: string;
  name: Record<string, string>;
  reserved: number;
  available: number;
  reservedForOthers: number;
}

/**
 * Returns the required parts of tickets, by ticket id, with the quantities reserved for each ticket and its hub's other
 * stock.
 */
export async function loadTicketParts(
  tx: Transaction,
  tickets: readonly TicketWithParts[],
): Promise<ReadonlyMap<string, TicketPart[]>> {
  const isStaff = tx.scope.customers === 'all';
  const numbers = [...new Set(tickets.flatMap(({ parts }) => parts.map(({ partNumber }) => partNumber)))];
  const rows: Row[] = numbers.length === 0 ? [] : await selectStock(tx, tickets, numbers);
  const found = new Map(rows.map((row) => [`${row.ticketId} ${row.number}`, row]));
  return new Map(
    tickets.map(({ id, parts }) => [
      id,
      parts.map(({ partNumber, quantity }) => {
        const row = found.get(`${id} ${partNumber}`);
        return {
          partNumber,
          name: row?.name ?? {},
          quantity,
          reserved: isStaff ? (row?.reserved ?? 0) : null,
          availableAtDepot: isStaff ? (row?.available ?? 0) : null,
          reservedForOthers: isStaff ? (row?.reservedForOthers ?? 0) : null,
        };
      }),
    ]),
  );
}

/** Like `loadTicketParts`, for one ticket. */
export async function loadPartsOfTicket(tx: Transaction, ticket: TicketWithParts): Promise<TicketPart[]> {
  return (await loadTicketParts(tx, [ticket])).get(ticket.id) ?? [];
}

async function selectStock(
  tx: Transaction,
  tickets: readonly TicketWithParts[],
  numbers: readonly string[],
): Promise<Row[]> {
  return tx.manager.query(
    `select k.id as "ticketId", p.number, p.name_i18n as name, own.reserved,
            stock.available, greatest(stock.reserved - own.reserved, 0) as "reservedForOthers"
       from unnest($2::uuid[], $3::uuid[]) as k(id, hub_id)
       join part p on p.maker_id = $1 and p.number = any($4)
       cross join lateral (
         select coalesce(sum(b.on_hand - b.reserved), 0)::int as available, coalesce(sum(b.reserved), 0)::int as reserved
           from stock_balance b join depot d on d.maker_id = b.maker_id and d.id = b.depot_id
          where b.maker_id = p.maker_id and b.part_id = p.id and d.hub_id = k.hub_id and d.archived_at is null) stock
       cross join lateral (
         select coalesce(sum(e.reserved_delta), 0)::int as reserved from stock_entry e
          where e.maker_id = p.maker_id and e.ticket_id = k.id and e.part_id = p.id) own`,
    [tx.scope.makerId, tickets.map(({ id }) => id), tickets.map(({ hubId }) => hubId), numbers],
  );
}
