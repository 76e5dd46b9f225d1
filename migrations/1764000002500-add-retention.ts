import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds retention rules, retention holds, and the record of deleted readings and rollups. */
export class AddRetention1764000002500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // Raises an error if row-level security would hide usage, because the evidence of hidden usage would get no hold.
    await query.query(`set local row_security = off`);
    await query.query(`
      create table retention_rule (
        maker_id uuid not null,
        id uuid not null,
        model_id uuid,
        signal_key text,
        raw_days integer,
        minute_days integer,
        hour_days integer,
        day_days integer,
        version integer not null,
        constraint retention_rule_pk primary key (maker_id, id),
        constraint retention_rule_days_ck check (least(raw_days, minute_days, hour_days, day_days) >= 1
          and greatest(raw_days, minute_days, hour_days, day_days) <= 36500),
        constraint retention_rule_model_fk foreign key (maker_id, model_id) references equipment_model (maker_id, id)
      )`);
    await query.query(
      `create unique index retention_rule_scope_uq on retention_rule (maker_id, model_id, signal_key) nulls not distinct`,
    );
    await query.query(`comment on column retention_rule.raw_days is 'null: for ever'`);
    await query.query(`select protect_tenant_table('retention_rule')`);
    await query.query(`grant select on retention_rule to dutycycle_ingest`);

    await query.query(`
      create table reading_hold (
        maker_id uuid not null,
        id uuid not null,
        device_key integer,
        signal_key text,
        from_time timestamptz not null,
        to_time timestamptz not null,
        reason text not null,
        usage_period_id uuid,
        created_at timestamptz not null,
        created_by uuid,
        released_at timestamptz,
        released_by uuid,
        constraint reading_hold_pk primary key (maker_id, id),
        constraint reading_hold_usage_uq unique (maker_id, usage_period_id),
        constraint reading_hold_span_ck check (from_time < to_time),
        constraint reading_hold_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(`comment on column reading_hold.device_key is 'null: every device'`);
    await query.query(
      `comment on column reading_hold.usage_period_id is 'the usage whose evidence it is; such a hold is never released'`,
    );
    // Holds the readings from which existing usage was derived. Counting can start at a reading some time before the
    // period.
    await query.query(`
      insert into reading_hold (maker_id, id, device_key, signal_key, from_time, to_time, reason, usage_period_id, created_at)
      select u.maker_id, gen_random_uuid(), d.device_key, m.signal_key, u.period_from - interval '31 days',
             u.period_to + interval '1 second', 'usage', u.id, u.derived_at
        from usage_period u
        join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
        join device d on d.maker_id = m.maker_id and d.id = m.device_id`);
    await query.query(`select protect_tenant_table('reading_hold')`);
    await query.query(`grant select on reading_hold to dutycycle_ingest`);

    await query.query(`
      create table reading_removal (
        maker_id uuid not null,
        device_key integer not null,
        key text not null,
        resolution integer not null,
        removed tstzmultirange not null,
        constraint reading_removal_pk primary key (maker_id, device_key, key, resolution),
        constraint reading_removal_resolution_ck check (resolution in (0, 60, 3600, 86400)),
        constraint reading_removal_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(
      `comment on column reading_removal.resolution is 'seconds of the buckets that are gone; 0: the readings themselves'`,
    );
    await query.query(`
      select protect_tenant_table('reading_removal', 'scope_is_maker() or exists (
        select from device d where d.maker_id = reading_removal.maker_id and d.device_key = reading_removal.device_key)')`);
    await query.query(`revoke insert, update, delete on reading_removal from dutycycle_app`);
    await query.query(`grant select, insert, update on reading_removal to dutycycle_ingest`);

    await query.query(`
      create table retention_sweep (
        maker_id uuid not null,
        device_key integer not null,
        policy text not null,
        swept_at timestamptz not null,
        constraint retention_sweep_pk primary key (maker_id, device_key),
        constraint retention_sweep_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(
      `comment on column retention_sweep.policy is 'hash of the rules and holds by which the device was swept'`,
    );
    await query.query(`select protect_tenant_table('retention_sweep')`);
    await query.query(`revoke insert, update, delete on retention_sweep from dutycycle_app`);
    await query.query(`grant select, insert, update on retention_sweep to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table retention_sweep, reading_removal, reading_hold, retention_rule`);
  }
}
