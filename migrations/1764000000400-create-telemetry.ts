import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates readings (one row per message, partitioned by the day of the device time), last known values, quarantine and
 * the connection state.
 */
export class CreateTelemetry1764000000400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // Ordered signal keys of a message. A device has few such lists, so a reading refers to its list by number.
    await query.query(`
      create table reading_layout (
        maker_id uuid not null,
        layout_id integer generated always as identity,
        device_key integer not null,
        keys text[] not null,
        constraint reading_layout_pk primary key (maker_id, layout_id),
        constraint reading_layout_keys_uq unique (maker_id, device_key, keys),
        constraint reading_layout_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(`
      select protect_tenant_table('reading_layout', 'scope_is_maker() or exists (
        select from device d where d.maker_id = reading_layout.maker_id and d.device_key = reading_layout.device_key)')`);
    await query.query(`grant select, insert on reading_layout to dutycycle_ingest`);

    await query.query(`
      create table reading (
        maker_id uuid not null,
        device_key integer not null,
        device_time timestamptz not null,
        seq bigint not null,
        received_at timestamptz not null,
        time_source smallint not null,
        layout_id integer not null,
        values double precision[] not null,
        others jsonb,
        qualities smallint[],
        constraint reading_pk primary key (maker_id, device_key, device_time, seq),
        constraint reading_time_source_ck check (time_source in (0, 1))
      ) partition by range (device_time)`);
    await query.query(`comment on column reading.time_source is '0 the device''s clock, 1 arrival'`);
    await query.query(
      `comment on column reading.seq is 'as sent; negative: identity of the payload, where none was sent'`,
    );
    await query.query(
      `comment on column reading.others is 'what a double cannot hold, by key: text, boolean, integers above 2^53 as strings'`,
    );
    await query.query(
      `comment on column reading.qualities is 'null: all good; else per value 0 good, 1 uncertain, 2 bad, 3 stale'`,
    );
    // Times of a device that are visible in the scope: for machines, the times of their placements; for instruments of
    // a visible site, all times.
    await query.query(`
      create view device_span with (security_invoker = true) as
        select d.maker_id, d.device_key, range_agg(p.during) as spans
          from device d join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id
         group by d.maker_id, d.device_key
        union all
        select d.maker_id, d.device_key, '{(,)}'::tstzmultirange
          from device d join site s on s.maker_id = d.maker_id and s.id = d.site_id`);
    await query.query(`grant select on device_span to dutycycle_app`);
    // The spans are collected once per query and looked up for each row. As a subquery for each row, they would cost
    // ten times as much as the rest of a customer's chart of a day at 1 Hz.
    await query.query(`
      select protect_tenant_table('reading', 'scope_is_maker() or device_time <@
        ((select array_agg(s.spans order by s.device_key) from device_span s))
          [array_position((select array_agg(s.device_key order by s.device_key) from device_span s), device_key)]')`);
    await query.query(`revoke update, delete on reading from dutycycle_app`);
    await query.query(`grant select, insert on reading to dutycycle_ingest`);

    // Partitions are created when readings arrive. The function is SECURITY DEFINER, because ingest must not own the
    // table.
    await query.query(`
      create function ensure_reading_partition(day date) returns void language plpgsql security definer
        set search_path = public, pg_temp as
      $$ declare part text := 'reading_' || to_char(day, 'YYYYMMDD');
      begin
        if to_regclass(part) is not null then return; end if;
        perform pg_advisory_xact_lock(hashtext('reading_partition'));
        if to_regclass(part) is not null then return; end if;
        execute format('create table %I (like reading including defaults including constraints including indexes)', part);
        execute format('alter table %I enable row level security', part);
        execute format('alter table %I force row level security', part);
        execute format('alter table reading attach partition %I for values from (%L) to (%L)',
          part, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
        execute format('grant insert on %I to dutycycle_ingest', part);
      end $$`);
    await query.query(`revoke all on function ensure_reading_partition(date) from public`);
    await query.query(`grant execute on function ensure_reading_partition(date) to dutycycle_ingest`);

    // Ingest reads the slugs of makers, because the topics of messages from and to devices contain them.
    await query.query(`grant select (id, slug) on maker to dutycycle_ingest`);
    // Last known values {key: {v, t, q?}}. Of two values, keeps the one with the later device time. If the times are
    // equal, keeps the new value.
    await query.query(`
      create function newer_values(known jsonb, arrived jsonb) returns jsonb language sql immutable parallel safe as
      $$ select known || coalesce((
           select jsonb_object_agg(a.key, a.value) from jsonb_each(arrived) a
            where coalesce((known -> a.key ->> 't')::bigint, 0) <= (a.value ->> 't')::bigint), '{}') $$`);
    // One row per device, rewritten with every batch: last known values, connection, and the time from which evaluation
    // must resume.
    await query.query(`
      create table device_status (
        maker_id uuid not null,
        device_key integer not null,
        connected boolean not null default false,
        connection_changed_at timestamptz,
        last_seen_at timestamptz,
        last_reading_at timestamptz,
        last_values jsonb not null default '{}',
        clock_skew_ms bigint,
        silent_since timestamptz,
        dirty_from timestamptz,
        dirty_version bigint not null default 0,
        constraint device_status_pk primary key (maker_id, device_key),
        constraint device_status_device_fk foreign key (device_key) references device (device_key)
      ) with (fillfactor = 50)`);
    await query.query(
      `create index device_status_dirty_ix on device_status (maker_id) where dirty_from is not null`,
    );
    // Last values are current data, so only the customer at the current site of the device can see them.
    await query.query(`
      select protect_tenant_table('device_status', 'scope_is_maker()
        or exists (select from device d join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id
             where d.maker_id = device_status.maker_id and d.device_key = device_status.device_key and upper(p.during) is null)
        or exists (select from device d join site s on s.maker_id = d.maker_id and s.id = d.site_id
             where d.maker_id = device_status.maker_id and d.device_key = device_status.device_key)')`);
    await query.query(`grant select, insert, update on device_status to dutycycle_ingest`);

    await query.query(`
      create table quarantine_entry (
        maker_id uuid not null,
        id uuid not null,
        device_id uuid,
        topic text not null,
        payload text not null,
        payload_bytes integer not null,
        reason text not null,
        params jsonb not null default '{}',
        received_at timestamptz not null,
        resolved_at timestamptz,
        resolved_by uuid,
        constraint quarantine_entry_pk primary key (maker_id, id)
      )`);
    await query.query(
      `create index quarantine_entry_at_ix on quarantine_entry (maker_id, received_at desc, id desc)`,
    );
    await query.query(`select protect_tenant_table('quarantine_entry')`);
    await query.query(`grant select, insert on quarantine_entry to dutycycle_ingest`);
    await query.query(`
      create table unknown_signal (
        maker_id uuid not null,
        device_key integer not null,
        key text not null,
        sample text not null,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        ignored_at timestamptz,
        constraint unknown_signal_pk primary key (maker_id, device_key, key),
        constraint unknown_signal_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(`select protect_tenant_table('unknown_signal')`);
    await query.query(`grant select, insert, update on unknown_signal to dutycycle_ingest`);
    await query.query(`
      create table connectivity_event (
        maker_id uuid not null,
        id uuid not null,
        device_id uuid not null,
        at timestamptz not null,
        kind text not null,
        reason text not null,
        constraint connectivity_event_pk primary key (maker_id, id),
        constraint connectivity_event_kind_ck check (kind in ('online', 'offline', 'silent', 'heard')),
        constraint connectivity_event_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(
      `create index connectivity_event_device_ix on connectivity_event (maker_id, device_id, at desc)`,
    );
    await query.query(`
      select protect_tenant_table('connectivity_event', 'scope_is_maker()
        or exists (select from device d join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id
             where d.maker_id = connectivity_event.maker_id and d.id = connectivity_event.device_id and p.during @> connectivity_event.at)
        or exists (select from device d join site s on s.maker_id = d.maker_id and s.id = d.site_id
             where d.maker_id = connectivity_event.maker_id and d.id = connectivity_event.device_id)')`);
    await query.query(`grant select, insert on connectivity_event to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function newer_values(jsonb, jsonb)`);
    await query.query(`drop function ensure_reading_partition(date)`);
    await query.query(
      `drop table connectivity_event, unknown_signal, quarantine_entry, device_status, reading, reading_layout cascade`,
    );
    await query.query(`drop view device_span`);
  }
}
