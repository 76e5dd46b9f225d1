import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the log of outgoing emails. A message is claimed before it is sent. If the worker dies in between, it is not
 * known whether the message was sent, so it is not sent again.
 */
export class AddNotificationDeliveries1764000008071 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table notification_delivery (
        maker_id uuid not null,
        id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        recipient text not null,
        kind text not null,
        type text,
        items integer not null,
        subject text,
        state text not null,
        attempts integer not null default 0,
        due_at timestamptz not null,
        claim_id uuid,
        claimed_until timestamptz,
        error text,
        created_at timestamptz not null,
        finished_at timestamptz,
        constraint notification_delivery_pk primary key (maker_id, id),
        constraint notification_delivery_kind_ck check (kind in ('immediate', 'digest')),
        constraint notification_delivery_type_ck check ((kind = 'immediate') = (type is not null)),
        constraint notification_delivery_state_ck check (state in ('waiting', 'sending', 'sent', 'failed', 'outcome_unknown')),
        constraint notification_delivery_claim_ck check (state <> 'sending' or (claim_id is not null and claimed_until is not null)),
        constraint notification_delivery_finished_ck check ((state in ('waiting', 'sending')) = (finished_at is null)),
        constraint notification_delivery_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(
      `create index notification_delivery_open_ix on notification_delivery (due_at) where state in ('waiting', 'sending')`,
    );
    await query.query(
      `create index notification_delivery_last_ix on notification_delivery (maker_id, membership_id, type, created_at)`,
    );
    await query.query(
      `create index notification_delivery_log_ix on notification_delivery (maker_id, created_at, id)`,
    );
    await query.query(
      `select protect_tenant_table('notification_delivery', 'scope_is_maker() or user_id = scope_user()')`,
    );
    await query.query(`
      alter table notification add constraint notification_delivery_fk foreign key (maker_id, delivery_id)
        references notification_delivery (maker_id, id)`);
    await query.query(`
      create function list_makers_with_due_mail(at timestamptz) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select n.maker_id from notification n
               where n.delivery_id is null and n.mail_due_at <= at
              union
              select d.maker_id from notification_delivery d
               where d.state in ('waiting', 'sending') and (d.due_at <= at or d.claimed_until <= at) $$`);
    await query.query(`revoke all on function list_makers_with_due_mail(timestamptz) from public`);
    await query.query(`grant execute on function list_makers_with_due_mail(timestamptz) to dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_makers_with_due_mail(timestamptz)`);
    await query.query(`alter table notification drop constraint notification_delivery_fk`);
    await query.query(`drop table notification_delivery`);
  }
}
