import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Depot of a hub with work that is assigned to the technician. */
const inDepotOfWork = (table: string): string => `exists (
  select from depot d where d.maker_id = ${table}.maker_id and d.id = ${table}.depot_id
     and d.hub_id in (select unnest(scope_ids('work_hubs'))))`;

/**
 * Reserves parts in stock for a single ticket. A technician who closes a ticket uses the parts that are reserved for it
 * or releases them, and can't change stock in any other way: the technician can lock a balance, but the policy rejects
 * every change to it.
 */
export class ReservePartsForTickets1764000007990 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `create index stock_entry_ticket_ix on stock_entry (maker_id, ticket_id) where ticket_id is not null`,
    );
    await query.query(`
      create policy technician_lock on stock_balance for update
        using (maker_id = scope_maker() and ${inDepotOfWork('stock_balance')}) with check (false)`);
    await query.query(`
      create policy technician_add on stock_entry for insert with check (
        maker_id = scope_maker() and kind in ('issue', 'release') and reserved_delta < 0 and delivery_id is null
        and ${inDepotOfWork('stock_entry')} and exists (
          select from ticket t join technician n on n.maker_id = t.maker_id and n.id = t.technician_id
            join membership m on m.maker_id = n.maker_id and m.id = n.membership_id
           where t.maker_id = stock_entry.maker_id and t.id = stock_entry.ticket_id and m.user_id = scope_user()))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop policy technician_add on stock_entry`);
    await query.query(`drop policy technician_lock on stock_balance`);
    await query.query(`drop index stock_entry_ticket_ix`);
  }
}
