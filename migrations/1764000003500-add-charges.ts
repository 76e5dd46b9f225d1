import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the charges of a contract in the terms of the rating engine, and the pricing of each invoice line. */
export class AddCharges1764000003500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table charge (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        key text not null,
        position integer not null,
        clause text not null default '',
        name_i18n jsonb not null default '{}',
        due text not null,
        due_on date,
        counts_by text not null,
        per_machine boolean not null default false,
        pricing jsonb not null,
        constraint charge_pk primary key (maker_id, id),
        constraint charge_key_uq unique (maker_id, contract_id, key),
        constraint charge_due_ck check (due in ('arrears', 'advance', 'yearly', 'once') and (due = 'once' or due_on is null)),
        constraint charge_counts_by_ck check (counts_by in ('month', 'year')),
        constraint charge_pricing_ck check (jsonb_typeof(pricing) = 'object' and pricing ? 'model'),
        constraint charge_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('charge', 'exists (
        select from contract c where c.maker_id = charge.maker_id and c.id = charge.contract_id)')`);
    const ofCharge = (table: string) =>
      `exists (select from charge g where g.maker_id = ${table}.maker_id and g.id = ${table}.charge_id)`;
    await query.query(`
      create table charge_meter (
        maker_id uuid not null,
        charge_id uuid not null,
        meter_id uuid not null,
        constraint charge_meter_pk primary key (maker_id, charge_id, meter_id),
        constraint charge_meter_charge_fk foreign key (maker_id, charge_id) references charge (maker_id, id),
        constraint charge_meter_meter_fk foreign key (maker_id, meter_id) references meter (maker_id, id)
      )`);
    await query.query(`create index charge_meter_meter_ix on charge_meter (maker_id, meter_id)`);
    await query.query(`select protect_tenant_table('charge_meter', '${ofCharge('charge_meter')}')`);
    await query.query(`
      create table charge_machine (
        maker_id uuid not null,
        charge_id uuid not null,
        machine_id uuid not null,
        constraint charge_machine_pk primary key (maker_id, charge_id, machine_id),
        constraint charge_machine_charge_fk foreign key (maker_id, charge_id) references charge (maker_id, id),
        constraint charge_machine_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('charge_machine', '${ofCharge('charge_machine')}')`);
    await query.query(`
      alter table invoice_line
        add column charge_key text,
        add column component text,
        add column counter_from date,
        add column part_from date,
        add column machine_id uuid,
        add column service_from date,
        add column service_to date,
        add column snapshot jsonb,
        add constraint invoice_line_component_ck check (
          component is null or
          (component in ('fee', 'credit', 'usage', 'true_up', 'instalment', 'commitment') and charge_key is not null)),
        add constraint invoice_line_service_ck check (service_to > service_from),
        add constraint invoice_line_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table invoice_line
        drop constraint invoice_line_component_ck,
        drop constraint invoice_line_service_ck,
        drop constraint invoice_line_machine_fk,
        drop column charge_key,
        drop column component,
        drop column counter_from,
        drop column part_from,
        drop column machine_id,
        drop column service_from,
        drop column service_to,
        drop column snapshot`);
    await query.query(`drop table charge_machine, charge_meter, charge`);
  }
}
