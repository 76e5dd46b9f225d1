import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Returns a function that lists makers with messages of a channel that are due. */
const listDue = (name: string, notification: string, delivery: string): string => `
  create or replace function ${name}(at timestamptz) returns table (maker_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select n.maker_id from notification n
           where ${notification}
          union
          select d.maker_id from notification_delivery d
           where d.state in ('waiting', 'sending') and (d.due_at <= at or d.claimed_until <= at)${delivery} $$`;

/** Adds push messages: the time when a notification is due, and the messages in the log, one per browser. */
export class SendNotificationsByPush1764000008101 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table notification
        add column push_due_at timestamptz,
        add column push_id uuid`);
    await query.query(
      `create index notification_push_due_ix on notification (push_due_at) where push_due_at is not null and push_id is null`,
    );
    await query.query(`create index notification_push_ix on notification (maker_id, push_id)`);
    await query.query(`
      alter table notification_delivery
        add column channel text not null default 'email',
        add column subscription_id uuid,
        add column push_id uuid,
        drop constraint notification_delivery_kind_ck,
        add constraint notification_delivery_kind_ck check (kind in ('immediate', 'digest', 'test')),
        add constraint notification_delivery_channel_ck check (channel in ('email', 'push')),
        add constraint notification_delivery_subscription_ck check ((channel = 'push') = (subscription_id is not null))`);
    await query.query(`alter table notification_preference add column push boolean not null default false`);
    // As in the defaults of roles, notifications that are sent immediately by email are also sent to the browsers that
    // a person adds.
    await query.query(`alter table notification_preference no force row level security`);
    await query.query(`update notification_preference set push = true where mail = 'immediate'`);
    await query.query(`alter table notification_preference force row level security`);
    await query.query(
      listDue(
        'list_makers_with_due_mail',
        'n.delivery_id is null and n.mail_due_at <= at',
        ` and d.channel = 'email'`,
      ),
    );
    await query.query(
      listDue(
        'list_makers_with_due_push',
        'n.push_id is null and n.push_due_at <= at',
        ` and d.channel = 'push'`,
      ),
    );
    await query.query(`revoke all on function list_makers_with_due_push(timestamptz) from public`);
    await query.query(`grant execute on function list_makers_with_due_push(timestamptz) to dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_makers_with_due_push(timestamptz)`);
    await query.query(
      listDue('list_makers_with_due_mail', 'n.delivery_id is null and n.mail_due_at <= at', ''),
    );
    await query.query(`alter table notification_preference drop column push`);
    await query.query(`alter table notification_delivery no force row level security`);
    await query.query(`delete from notification_delivery where channel = 'push'`);
    await query.query(`alter table notification_delivery force row level security`);
    await query.query(`
      alter table notification_delivery
        drop constraint notification_delivery_subscription_ck,
        drop constraint notification_delivery_channel_ck,
        drop constraint notification_delivery_kind_ck,
        add constraint notification_delivery_kind_ck check (kind in ('immediate', 'digest')),
        drop column push_id,
        drop column subscription_id,
        drop column channel`);
    await query.query(`drop index notification_push_ix`);
    await query.query(`drop index notification_push_due_ix`);
    await query.query(`alter table notification drop column push_id, drop column push_due_at`);
  }
}
