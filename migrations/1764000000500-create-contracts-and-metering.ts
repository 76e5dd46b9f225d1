import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates plans, contracts with their machines, meters and prices, and usage. */
export class CreateContractsAndMetering1764000000500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table plan (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name_i18n jsonb not null,
        structure text not null,
        terms jsonb not null default '{}',
        archived_at timestamptz,
        version integer not null default 1,
        constraint plan_pk primary key (maker_id, id),
        constraint plan_code_uq unique (maker_id, code),
        constraint plan_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('plan', 'true')`);
    await query.query(`
      create table contract (
        maker_id uuid not null,
        id uuid not null,
        number text not null,
        customer_id uuid not null,
        legal_entity_id uuid not null,
        plan_id uuid not null,
        currency text not null,
        zone text not null,
        starts_on date not null,
        ends_on date,
        state text not null,
        payment_days integer not null default 30,
        kits_included boolean not null default false,
        terms jsonb not null default '{}',
        version integer not null default 1,
        constraint contract_pk primary key (maker_id, id),
        constraint contract_number_uq unique (maker_id, number),
        constraint contract_state_ck check (state in ('draft', 'active', 'ended')),
        constraint contract_term_ck check (ends_on is null or ends_on > starts_on),
        constraint contract_currency_ck check (currency ~ '^[A-Z]{3}$'),
        constraint contract_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint contract_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint contract_plan_fk foreign key (maker_id, plan_id) references plan (maker_id, id)
      )`);
    await query.query(`create index contract_customer_ix on contract (maker_id, customer_id)`);
    await query.query(`select protect_tenant_table('contract', 'scope_sees_customer(customer_id)')`);
    const ofContract = (table: string) =>
      `exists (select from contract c where c.maker_id = ${table}.maker_id and c.id = ${table}.contract_id)`;
    await query.query(`
      create table contract_machine (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        machine_id uuid not null,
        during daterange not null,
        constraint contract_machine_pk primary key (maker_id, id),
        constraint contract_machine_overlap_ex exclude using gist (maker_id with =, contract_id with =, machine_id with =, during with &&),
        constraint contract_machine_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint contract_machine_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('contract_machine', '${ofContract('contract_machine')}')`);
    // A meter is a contract's rule for deriving usage from one counter of one device.
    await query.query(`
      create table meter (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        device_id uuid not null,
        signal_key text not null,
        unit text not null,
        modulus numeric,
        max_rate_per_hour numeric,
        max_gap_minutes integer not null default 1440,
        version integer not null default 1,
        constraint meter_pk primary key (maker_id, id),
        constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key),
        constraint meter_modulus_ck check (modulus is null or modulus > 0),
        constraint meter_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint meter_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('meter', '${ofContract('meter')}')`);
    // Ingest reads meters, because it keeps the values of metered signals with the decimals that were sent.
    await query.query(`grant select on meter to dutycycle_ingest`);
    await query.query(`
      create table price (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        meter_id uuid,
        kind text not null,
        base_minor bigint,
        included_quantity numeric,
        unit_price numeric,
        clause text not null default '',
        position integer not null default 0,
        version integer not null default 1,
        constraint price_pk primary key (maker_id, id),
        constraint price_kind_ck check (
          (kind = 'base' and base_minor is not null and meter_id is null and unit_price is null and included_quantity is null) or
          (kind = 'usage' and base_minor is null and meter_id is not null and unit_price >= 0 and included_quantity >= 0)),
        constraint price_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint price_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('price', '${ofContract('price')}')`);

    await query.query(`
      create table usage_period (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        customer_id uuid not null,
        meter_id uuid not null,
        period_from timestamptz not null,
        period_to timestamptz not null,
        known_until timestamptz not null,
        quantity numeric,
        held_quantity numeric not null default 0,
        state text not null,
        reasons jsonb not null default '[]',
        start_value numeric,
        end_value numeric,
        reading_count integer not null,
        readings_hash text not null,
        rule_version integer not null,
        basis jsonb,
        derived_at timestamptz not null,
        constraint usage_period_pk primary key (maker_id, id),
        constraint usage_period_from_uq unique (maker_id, meter_id, period_from),
        constraint usage_period_state_ck check (state in ('measured', 'held', 'unknown')),
        constraint usage_period_order_ck check (period_to > period_from),
        constraint usage_period_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint usage_period_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint usage_period_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id)
      )`);
    await query.query(
      `comment on column usage_period.basis is 'the meter''s rule and the counting windows by which it was derived, so that it can be derived again'`,
    );
    await query.query(`select protect_tenant_table('usage_period', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table usage_day (
        maker_id uuid not null,
        usage_period_id uuid not null,
        day date not null,
        quantity numeric not null,
        held_quantity numeric not null default 0,
        reading_count integer not null,
        readings_hash text not null,
        constraint usage_day_pk primary key (maker_id, usage_period_id, day),
        constraint usage_day_period_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('usage_day', 'exists (
        select from usage_period u where u.maker_id = usage_day.maker_id and u.id = usage_day.usage_period_id)')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `drop table usage_day, usage_period, price, meter, contract_machine, contract, plan cascade`,
    );
  }
}
