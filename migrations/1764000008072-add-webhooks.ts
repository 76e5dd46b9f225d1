import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds webhook endpoints of a maker, the messages to them, and the log of all attempts. All attempts of a message have
 * the same id, so that receivers can recognize repetitions.
 */
export class AddWebhooks1764000008072 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table webhook_endpoint (
        maker_id uuid not null,
        id uuid not null,
        kind text not null,
        name text not null,
        url_sealed text not null,
        url_shown text not null,
        event_types text[] not null,
        locale text not null,
        secret_sealed text not null,
        previous_secret_sealed text,
        previous_valid_until timestamptz,
        paused_at timestamptz,
        paused_reason text,
        failing_since timestamptz,
        created_by uuid,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint webhook_endpoint_pk primary key (maker_id, id),
        constraint webhook_endpoint_kind_ck check (kind in ('webhook', 'slack', 'teams')),
        constraint webhook_endpoint_previous_ck check ((previous_secret_sealed is null) = (previous_valid_until is null)),
        constraint webhook_endpoint_paused_ck check ((paused_at is null) = (paused_reason is null)),
        constraint webhook_endpoint_reason_ck check (paused_reason in ('person', 'gone', 'failing'))
      )`);
    await query.query(
      `comment on column webhook_endpoint.url_sealed is 'encrypted, because the addresses of Slack and Teams grant access by themselves'`,
    );
    await query.query(`select protect_tenant_table('webhook_endpoint')`);
    await query.query(`
      create table webhook_delivery (
        maker_id uuid not null,
        id uuid not null,
        endpoint_id uuid not null,
        event_id uuid,
        type text not null,
        body text not null,
        state text not null,
        attempts integer not null default 0,
        due_at timestamptz not null,
        claim_id uuid,
        claimed_until timestamptz,
        created_at timestamptz not null,
        finished_at timestamptz,
        constraint webhook_delivery_pk primary key (maker_id, id),
        constraint webhook_delivery_once_uq unique (maker_id, endpoint_id, event_id),
        constraint webhook_delivery_state_ck check (state in ('waiting', 'sending', 'delivered', 'failed')),
        constraint webhook_delivery_claim_ck check (state <> 'sending' or (claim_id is not null and claimed_until is not null)),
        constraint webhook_delivery_finished_ck check ((state in ('waiting', 'sending')) = (finished_at is null)),
        constraint webhook_delivery_endpoint_fk foreign key (maker_id, endpoint_id) references webhook_endpoint (maker_id, id)
          on delete cascade
      )`);
    await query.query(
      `create index webhook_delivery_open_ix on webhook_delivery (due_at) where state in ('waiting', 'sending')`,
    );
    await query.query(
      `create index webhook_delivery_log_ix on webhook_delivery (maker_id, endpoint_id, created_at, id)`,
    );
    await query.query(
      `create index webhook_delivery_sending_ix on webhook_delivery (maker_id, endpoint_id) where state = 'sending'`,
    );
    await query.query(`select protect_tenant_table('webhook_delivery')`);
    await query.query(`
      create table webhook_attempt (
        maker_id uuid not null,
        id uuid not null,
        delivery_id uuid not null,
        at timestamptz not null,
        status integer,
        error text,
        duration_ms integer not null,
        response text not null,
        constraint webhook_attempt_pk primary key (maker_id, id),
        constraint webhook_attempt_delivery_fk foreign key (maker_id, delivery_id) references webhook_delivery (maker_id, id)
          on delete cascade
      )`);
    await query.query(
      `create index webhook_attempt_delivery_ix on webhook_attempt (maker_id, delivery_id, at)`,
    );
    await query.query(`select protect_tenant_table('webhook_attempt')`);
    await query.query(`
      create function list_makers_with_due_webhooks(at timestamptz) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct d.maker_id from webhook_delivery d
               where (d.state = 'waiting' and d.due_at <= at) or (d.state = 'sending' and d.claimed_until <= at) $$`);
    await query.query(`revoke all on function list_makers_with_due_webhooks(timestamptz) from public`);
    await query.query(
      `grant execute on function list_makers_with_due_webhooks(timestamptz) to dutycycle_app`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_makers_with_due_webhooks(timestamptz)`);
    await query.query(`drop table webhook_attempt, webhook_delivery, webhook_endpoint`);
  }
}
