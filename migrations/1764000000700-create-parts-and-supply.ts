import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates parts, kits by running hours, depots, the insert-only stock ledger, and deliveries of parts subscriptions.
 */
export class CreatePartsAndSupply1764000000700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table part (
        maker_id uuid not null,
        id uuid not null,
        number text not null,
        name_i18n jsonb not null,
        hs6 text not null default '',
        list_price_usd numeric,
        mass_kg numeric,
        interval_hours integer,
        lead_days integer,
        critical boolean not null default false,
        fits text[] not null default '{}',
        core_deposit_usd numeric,
        archived_at timestamptz,
        version integer not null default 1,
        constraint part_pk primary key (maker_id, id),
        constraint part_number_uq unique (maker_id, number),
        constraint part_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('part', 'true')`);
    await query.query(`
      create table bom_line (
        maker_id uuid not null,
        id uuid not null,
        model_id uuid not null,
        assembly text not null,
        part_id uuid not null,
        quantity integer not null,
        constraint bom_line_pk primary key (maker_id, id),
        constraint bom_line_part_uq unique (maker_id, model_id, assembly, part_id),
        constraint bom_line_quantity_ck check (quantity > 0),
        constraint bom_line_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id),
        constraint bom_line_part_fk foreign key (maker_id, part_id) references part (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('bom_line')`);
    await query.query(`
      create table kit (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        model_id uuid not null,
        trigger_hours integer not null,
        repeats boolean not null default true,
        labour_hours numeric not null default 0,
        archived_at timestamptz,
        version integer not null default 1,
        constraint kit_pk primary key (maker_id, id),
        constraint kit_code_uq unique (maker_id, model_id, code),
        constraint kit_trigger_ck check (trigger_hours > 0),
        constraint kit_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('kit', 'true')`);
    await query.query(`
      create table kit_part (
        maker_id uuid not null,
        kit_id uuid not null,
        part_id uuid not null,
        quantity integer not null,
        constraint kit_part_pk primary key (maker_id, kit_id, part_id),
        constraint kit_part_quantity_ck check (quantity > 0),
        constraint kit_part_kit_fk foreign key (maker_id, kit_id) references kit (maker_id, id),
        constraint kit_part_part_fk foreign key (maker_id, part_id) references part (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('kit_part', 'true')`);

    await query.query(`
      create table depot (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        hub_id uuid not null,
        return_policy jsonb not null default '{}',
        archived_at timestamptz,
        version integer not null default 1,
        constraint depot_pk primary key (maker_id, id),
        constraint depot_code_uq unique (maker_id, code),
        constraint depot_hub_fk foreign key (maker_id, hub_id) references hub (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('depot', 'true')`);
    await query.query(`
      create table stock_balance (
        maker_id uuid not null,
        depot_id uuid not null,
        part_id uuid not null,
        on_hand integer not null default 0,
        reserved integer not null default 0,
        minimum integer not null default 0,
        maximum integer not null default 0,
        constraint stock_balance_pk primary key (maker_id, depot_id, part_id),
        constraint stock_balance_on_hand_ck check (on_hand >= 0),
        constraint stock_balance_reserved_ck check (reserved >= 0 and reserved <= on_hand),
        constraint stock_balance_depot_fk foreign key (maker_id, depot_id) references depot (maker_id, id),
        constraint stock_balance_part_fk foreign key (maker_id, part_id) references part (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('stock_balance')`);
    // The planner sets `minimum` and `maximum`. Only the trigger of the ledger changes quantities.
    await query.query(`revoke insert, update, delete on stock_balance from dutycycle_app`);
    await query.query(
      `grant insert (maker_id, depot_id, part_id, minimum, maximum), update (minimum, maximum) on stock_balance to dutycycle_app`,
    );
    await query.query(`
      create table stock_entry (
        maker_id uuid not null,
        id uuid not null,
        depot_id uuid not null,
        part_id uuid not null,
        lot text not null default '',
        kind text not null,
        on_hand_delta integer not null,
        reserved_delta integer not null,
        delivery_id uuid,
        ticket_id uuid,
        note text not null default '',
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        by_user uuid,
        constraint stock_entry_pk primary key (maker_id, id),
        constraint stock_entry_kind_ck check (
          (kind = 'receipt' and on_hand_delta > 0 and reserved_delta = 0) or
          (kind = 'issue' and on_hand_delta < 0 and reserved_delta <= 0) or
          (kind = 'reserve' and on_hand_delta = 0 and reserved_delta > 0) or
          (kind = 'release' and on_hand_delta = 0 and reserved_delta < 0) or
          (kind = 'count' and reserved_delta = 0)),
        constraint stock_entry_depot_fk foreign key (maker_id, depot_id) references depot (maker_id, id),
        constraint stock_entry_part_fk foreign key (maker_id, part_id) references part (maker_id, id)
      )`);
    await query.query(
      `create index stock_entry_part_ix on stock_entry (maker_id, depot_id, part_id, recorded_at desc)`,
    );
    await query.query(`select protect_tenant_table('stock_entry')`);
    await query.query(`revoke update, delete on stock_entry from dutycycle_app`);
    await query.query(`
      create function apply_stock_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as
      $$ begin
        insert into stock_balance (maker_id, depot_id, part_id) values (new.maker_id, new.depot_id, new.part_id)
          on conflict on constraint stock_balance_pk do nothing;
        update stock_balance set on_hand = on_hand + new.on_hand_delta, reserved = reserved + new.reserved_delta
         where maker_id = new.maker_id and depot_id = new.depot_id and part_id = new.part_id;
        return new;
      end $$`);
    await query.query(
      `create trigger stock_entry_apply before insert on stock_entry for each row execute function apply_stock_entry()`,
    );
    await query.query(`
      create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception '% is insert-only', tg_table_name using errcode = 'restrict_violation'; end $$`);
    await query.query(
      `create trigger stock_entry_insert_only before update or delete on stock_entry for each row execute function refuse_change()`,
    );

    await query.query(`
      create table kit_delivery (
        maker_id uuid not null,
        id uuid not null,
        number text not null,
        machine_id uuid not null,
        kit_id uuid not null,
        customer_id uuid not null,
        site_id uuid not null,
        contract_id uuid,
        depot_id uuid not null,
        due_hours numeric not null,
        hours_now numeric,
        hours_per_day numeric,
        predicted_on date,
        predicted_from date,
        predicted_to date,
        unknown_reason text,
        promised_on date,
        state text not null,
        shortage jsonb not null default '[]',
        carrier text not null default '',
        tracking_number text not null default '',
        reserved_at timestamptz,
        sent_at timestamptz,
        received_at timestamptz,
        received_by uuid,
        cancelled_at timestamptz,
        cancel_reason text not null default '',
        charge text not null default 'included',
        price_minor bigint,
        currency text,
        forecast_at timestamptz not null,
        version integer not null default 1,
        constraint kit_delivery_pk primary key (maker_id, id),
        constraint kit_delivery_number_uq unique (maker_id, number),
        constraint kit_delivery_due_uq unique (maker_id, machine_id, kit_id, due_hours),
        constraint kit_delivery_state_ck check (state in ('forecast', 'reserved', 'sent', 'received', 'cancelled')),
        constraint kit_delivery_charge_ck check (charge in ('included', 'charged') and (charge = 'included' or state in ('forecast', 'reserved', 'cancelled')
          or (price_minor is not null and price_minor >= 0 and currency is not null))),
        constraint kit_delivery_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint kit_delivery_kit_fk foreign key (maker_id, kit_id) references kit (maker_id, id),
        constraint kit_delivery_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint kit_delivery_site_fk foreign key (maker_id, site_id) references site (maker_id, id),
        constraint kit_delivery_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint kit_delivery_depot_fk foreign key (maker_id, depot_id) references depot (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('kit_delivery', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      alter table stock_entry add constraint stock_entry_delivery_fk
        foreign key (maker_id, delivery_id) references kit_delivery (maker_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `drop table kit_delivery, stock_entry, stock_balance, depot, kit_part, kit, bom_line, part cascade`,
    );
    await query.query(`drop function apply_stock_entry()`);
    await query.query(`drop function refuse_change()`);
  }
}
