import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows about a machine at a site: those of the hub's sites, and those of machines with work that is assigned to the
 * technician.
 */
const AT_HUB = `site_id in (select unnest(scope_ids('hub_sites')))
  or (machine_id, site_id) in (select * from unnest(scope_ids('work_machines'), scope_ids('work_sites')))`;
const OF_CUSTOMER = `customer_id in (select unnest(scope_ids('hub_customers')))`;
/** False for customers and for the maker's other users, without any lookup. */
const IS_TECHNICIAN = `scope_hub() is not null`;
const sees = (table: string, column: string, from: string): string =>
  `exists (select from ${table} x where x.maker_id = ${from}.maker_id and x.id = ${from}.${column})`;
const inDepotOfWork = (table: string): string => `exists (
  select from depot d where d.maker_id = ${table}.maker_id and d.id = ${table}.depot_id
     and d.hub_id in (select unnest(scope_ids('work_hubs'))))`;

/**
 * Rows that a technician can read, in addition to those that the customers' own clauses allow through placements, sites
 * and tickets. A table that is missing here is closed to technicians.
 */
const READ: Readonly<Record<string, string>> = {
  customer: `id in (select unnest(scope_ids('hub_customers')))`,
  site: `id in (select unnest(scope_ids('hub_sites')) union all select unnest(scope_ids('work_sites')))`,
  contact: `${OF_CUSTOMER} and (site_id is null or ${sees('site', 'site_id', 'contact')})`,
  placement: AT_HUB,
  machine_transition: `${IS_TECHNICIAN} and exists (
    select from placement p
     where p.maker_id = machine_transition.maker_id and p.machine_id = machine_transition.machine_id
       and (upper(p.during) is null or machine_transition.occurred_at < upper(p.during)))`,
  alarm: AT_HUB,
  meter_event: `${OF_CUSTOMER} and (device_id is null or ${sees('device', 'device_id', 'meter_event')})
    and (machine_id is null or ${sees('machine', 'machine_id', 'meter_event')})`,
  ticket: AT_HUB,
  ticket_entry: `${IS_TECHNICIAN} and ${sees('ticket', 'ticket_id', 'ticket_entry')}`,
  stored_file: `${IS_TECHNICIAN} and purpose = 'ticket' and (created_by = scope_user() or exists (
    select from ticket_file l where l.maker_id = stored_file.maker_id and l.file_id = stored_file.id))`,
  kit_delivery: AT_HUB,
  stock_balance: inDepotOfWork('stock_balance'),
  stock_entry: inDepotOfWork('stock_entry'),
  bom_line: IS_TECHNICIAN,
  technician: `${IS_TECHNICIAN} and (hub_id = scope_hub() or membership_id in (
    select m.id from membership m where m.user_id = scope_user()))`,
  technician_certificate: `${IS_TECHNICIAN} and ${sees('technician', 'technician_id', 'technician_certificate')}`,
  technician_absence: `${IS_TECHNICIAN} and ${sees('technician', 'technician_id', 'technician_absence')}`,
  // For the names of the users who acknowledged an alarm or moved a machine.
  membership: `${IS_TECHNICIAN} and partner_id is null and coalesce(hub_id, scope_hub()) = scope_hub()
    and role not in ('customer_admin', 'customer_viewer', 'verifier')`,
};

/**
 * Tables with rows that a technician can change. `ADDED` contains those to which a technician can add rows. Rights on
 * visits and ticket files follow from the ticket.
 */
const CHANGED = ['alarm', 'ticket', 'kit_delivery'];
const ADDED: Readonly<Record<string, string>> = {
  ticket: AT_HUB,
  ticket_entry: READ.ticket_entry!,
  stored_file: `${IS_TECHNICIAN} and purpose = 'ticket' and created_by = scope_user() and ${OF_CUSTOMER}`,
};

/**
 * Limits technicians to their hub and to the work that is assigned to them. Once per transaction, `enter_hub` sets the
 * ids that a technician can access as arrays, which policies check with hashed subqueries. A technician's scope has no
 * customers, so policies that check customers or the maker's staff give a technician no access.
 */
export class KeepTechniciansAtTheirHub1764000007931 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function scope_hub() returns uuid language sql stable as
      $$ select nullif(current_setting('app.hub_id', true), '')::uuid $$`);
    await query.query(`
      create function scope_ids(kind text) returns uuid[] language sql stable as
      $$ select nullif(current_setting('app.' || kind, true), '')::uuid[] $$`);
    await createNearestHub(query);
    await createEnterHub(query);
    await query.query(`create index ticket_technician_ix on ticket (maker_id, technician_id)`);
    for (const [table, visible] of Object.entries(READ))
      await query.query(
        `create policy technician_read on ${table} for select using (maker_id = scope_maker() and (${visible}))`,
      );
    for (const table of CHANGED)
      await query.query(
        `create policy technician_change on ${table} for update using (maker_id = scope_maker() and (${READ[table]}))`,
      );
    for (const [table, allowed] of Object.entries(ADDED))
      await query.query(
        `create policy technician_add on ${table} for insert with check (maker_id = scope_maker() and (${allowed}))`,
      );
    await query.query(
      `alter policy tenant on depot using (maker_id = scope_maker() and scope_is_maker()) with check (maker_id = scope_maker() and scope_is_maker())`,
    );
    await query.query(`
      create policy tenant_read on depot for select using (maker_id = scope_maker() and (
        scope_hub() is null or hub_id in (select unnest(scope_ids('work_hubs')))
        or id in (select v.depot_id from kit_delivery v where v.maker_id = scope_maker())))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop policy tenant_read on depot`);
    await query.query(
      `alter policy tenant on depot using (maker_id = scope_maker() and true) with check (maker_id = scope_maker() and true)`,
    );
    for (const table of Object.keys(ADDED)) await query.query(`drop policy technician_add on ${table}`);
    for (const table of CHANGED) await query.query(`drop policy technician_change on ${table}`);
    for (const table of Object.keys(READ)) await query.query(`drop policy technician_read on ${table}`);
    await query.query(`drop index ticket_technician_ix`);
    await query.query(`drop function enter_hub(uuid)`);
    await query.query(`drop function nearest_hub(uuid, double precision, double precision)`);
    await query.query(`drop function scope_ids(text)`);
    await query.query(`drop function scope_hub()`);
  }
}

/**
 * Finds the hub that serves a site if neither the site nor its customer names one. Without coordinates, this is the
 * first hub by code.
 */
async function createNearestHub(query: QueryRunner): Promise<void> {
  await query.query(`
    create function nearest_hub(of_maker uuid, at_latitude double precision, at_longitude double precision)
      returns uuid language sql stable as
    $$ select h.id from hub h
        where h.maker_id = of_maker
        order by sin(radians(h.latitude - at_latitude) / 2) ^ 2
                 + cos(radians(at_latitude)) * cos(radians(h.latitude)) * sin(radians(h.longitude - at_longitude) / 2) ^ 2,
                 h.code
        limit 1 $$`);
}

/**
 * Work is an open ticket that is assigned to the user. A closed ticket counts for another day, so that the technician
 * can look at the work and complete its record.
 */
async function createEnterHub(query: QueryRunner): Promise<void> {
  await query.query(`
    create function enter_hub(of_hub uuid) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      work_machines uuid[];
      work_sites uuid[];
      work_customers uuid[];
      work_hubs uuid[];
      hub_sites uuid[];
      hub_customers uuid[];
    begin
      select array_agg(t.machine_id), array_agg(t.site_id), array_agg(distinct t.customer_id),
             array_agg(distinct t.hub_id) filter (where t.hub_id is not null)
        into work_machines, work_sites, work_customers, work_hubs
        from ticket t
       where t.maker_id = scope_maker()
         and t.technician_id in (
           select n.id from technician n join membership m on m.maker_id = n.maker_id and m.id = n.membership_id
            where n.maker_id = scope_maker() and m.user_id = scope_user() and n.archived_at is null)
         and (t.state not in ('closed', 'cancelled') or t.closed_at > scope_now() - interval '1 day');
      select array_agg(s.id), array_agg(distinct s.customer_id) into hub_sites, hub_customers
        from site s join customer c on c.maker_id = s.maker_id and c.id = s.customer_id
       where s.maker_id = scope_maker()
         and coalesce(s.hub_id, c.hub_id, nearest_hub(s.maker_id, s.latitude, s.longitude)) = of_hub;
      hub_customers := hub_customers || work_customers
        || array(select id from customer where maker_id = scope_maker() and hub_id = of_hub);
      perform set_config('app.hub_id', of_hub::text, true),
              set_config('app.hub_sites', coalesce(hub_sites::text, ''), true),
              set_config('app.hub_customers', coalesce(hub_customers::text, ''), true),
              set_config('app.work_machines', coalesce(work_machines::text, ''), true),
              set_config('app.work_sites', coalesce(work_sites::text, ''), true),
              set_config('app.work_hubs', (work_hubs || of_hub)::text, true);
    end $$`);
  await query.query(`revoke all on function enter_hub(uuid) from public`);
  await query.query(`grant execute on function enter_hub(uuid) to dutycycle_app`);
}
