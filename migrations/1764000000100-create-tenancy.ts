import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates the database roles, the scope that row-level security evaluates, and the function that protects the tables of
 * tenants. `dutycycle_app` is subject to row-level security. `dutycycle_ingest` bypasses it, because a batch contains
 * readings of several makers, and has rights only on tables of telemetry. Roles belong to the whole cluster, so
 * existing roles are kept.
 */
export class CreateTenancy1764000000100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create extension if not exists btree_gist`);
    await query.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'dutycycle_app') then
          create role dutycycle_app login nosuperuser nobypassrls;
        end if;
        if not exists (select from pg_roles where rolname = 'dutycycle_ingest') then
          create role dutycycle_ingest login nosuperuser bypassrls;
        end if;
      end $$`);
    await query.query(`grant usage on schema public to dutycycle_app, dutycycle_ingest`);

    // After a commit, a transaction-local setting is '' instead of null. Without nullif, the cast would fail in the
    // next statement.
    await query.query(`
      create function scope_maker() returns uuid language sql stable as
      $$ select nullif(current_setting('app.maker_id', true), '')::uuid $$`);
    await query.query(`
      create function scope_user() returns uuid language sql stable as
      $$ select nullif(current_setting('app.user_id', true), '')::uuid $$`);
    await query.query(`
      create function scope_is_maker() returns boolean language sql stable as
      $$ select coalesce(current_setting('app.customer_ids', true), '') = '*' $$`);
    await query.query(`
      create function scope_sees_customer(customer uuid) returns boolean language sql stable as
      $$ select case coalesce(current_setting('app.customer_ids', true), '')
           when '*' then true
           when '' then false
           else customer = any(current_setting('app.customer_ids', true)::uuid[]) end $$`);
    await query.query(`
      create function protect_tenant_table(table_name text, predicate text default 'scope_is_maker()') returns void language plpgsql as
      $$ begin
        execute format('alter table %I enable row level security', table_name);
        execute format('alter table %I force row level security', table_name);
        execute format(
          'create policy tenant on %I using (maker_id = scope_maker() and (%s)) with check (maker_id = scope_maker() and (%s))',
          table_name, predicate, predicate);
        execute format('grant select, insert, update, delete on %I to dutycycle_app', table_name);
      end $$`);
    await query.query(`revoke all on function protect_tenant_table(text, text) from public`);

    await query.query(`
      create table outbox_event (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        version integer not null,
        payload jsonb not null,
        occurred_at timestamptz not null,
        relayed_at timestamptz,
        attempts integer not null default 0,
        last_error text,
        constraint outbox_event_pk primary key (maker_id, id)
      )`);
    await query.query(
      `create index outbox_event_waiting_ix on outbox_event (occurred_at) where relayed_at is null`,
    );
    await query.query(`select protect_tenant_table('outbox_event', 'true')`);
    await query.query(`
      create table handled_event (
        maker_id uuid not null,
        event_id uuid not null,
        handler text not null,
        handled_at timestamptz not null,
        constraint handled_event_pk primary key (maker_id, event_id, handler)
      )`);
    await query.query(`select protect_tenant_table('handled_event')`);
    await query.query(`
      create table idempotency_key (
        maker_id uuid not null,
        user_id uuid not null,
        key text not null,
        route text not null,
        request_hash text not null,
        status integer,
        response jsonb,
        created_at timestamptz not null,
        constraint idempotency_key_pk primary key (maker_id, user_id, key)
      )`);
    await query.query(`select protect_tenant_table('idempotency_key', 'user_id = scope_user()')`);
    await query.query(`
      create table job_progress (
        maker_id uuid not null,
        id uuid not null,
        kind text not null,
        state text not null,
        done bigint not null default 0,
        total bigint,
        params jsonb not null default '{}',
        created_at timestamptz not null,
        updated_at timestamptz not null,
        finished_at timestamptz,
        constraint job_progress_pk primary key (maker_id, id),
        constraint job_progress_state_ck check (state in ('waiting', 'running', 'done', 'failed'))
      )`);
    await query.query(`select protect_tenant_table('job_progress')`);
    await query.query(`
      create table document_counter (
        maker_id uuid not null,
        kind text not null,
        last_number bigint not null,
        constraint document_counter_pk primary key (maker_id, kind)
      )`);
    // A customer who creates a ticket also draws its number.
    await query.query(`select protect_tenant_table('document_counter', 'true')`);
    await query.query(`
      create table stored_file (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid,
        name text not null,
        mime text not null,
        bytes bigint not null,
        sha256 text not null,
        purpose text not null,
        created_by uuid,
        created_at timestamptz not null,
        constraint stored_file_pk primary key (maker_id, id)
      )`);
    await query.query(
      `select protect_tenant_table('stored_file', 'scope_is_maker() or scope_sees_customer(customer_id)')`,
    );
    // The installation is read before a scope is known, so this table belongs to no maker.
    await query.query(`
      create table installation (
        only_row boolean not null default true,
        product_version text not null,
        clock_offset_ms bigint not null default 0,
        demo boolean not null default false,
        created_at timestamptz not null default now(),
        constraint installation_pk primary key (only_row),
        constraint installation_only_row_ck check (only_row)
      )`);
    await query.query(`grant select on installation to dutycycle_app, dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `drop table installation, stored_file, document_counter, job_progress, idempotency_key, handled_event, outbox_event`,
    );
    await query.query(`drop function protect_tenant_table(text, text)`);
    await query.query(`drop function scope_sees_customer(uuid)`);
    await query.query(`drop function scope_is_maker()`);
    await query.query(`drop function scope_user()`);
    await query.query(`drop function scope_maker()`);
  }
}
