import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds model meters, which define the usual metering of a model's machines. A contract copies them, so it keeps the
 * meters that were agreed.
 */
export class DefineMetersOnModels1764000007500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table model_meter (
        maker_id uuid not null,
        id uuid not null,
        model_id uuid not null,
        name text not null,
        signal_key text not null,
        method text not null,
        matches text[] not null default '{}',
        interval_minutes integer,
        factor numeric,
        reference jsonb,
        deducts boolean not null default false,
        unit text not null,
        max_rate_per_hour numeric,
        max_gap_minutes integer not null,
        version integer not null default 1,
        constraint model_meter_pk primary key (maker_id, id),
        constraint model_meter_name_uq unique (maker_id, model_id, name),
        constraint model_meter_method_ck check (method in ('counter', 'integral', 'state_time', 'event_count', 'peak_demand')),
        constraint model_meter_factor_ck check (factor is null or factor > 0),
        constraint model_meter_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('model_meter')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table model_meter`);
  }
}
