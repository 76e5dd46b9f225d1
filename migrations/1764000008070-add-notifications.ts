import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person's own rows, and all rows for the worker, which acts for the maker without a person. */
const OWN = '(user_id = scope_user() or (scope_user() is null and scope_is_maker()))';

/** Returns a condition that a row of a table is visible under its own policies. */
const sees = (table: string, more = ''): string =>
  `exists (select from ${table} x where x.maker_id = scope_maker() and x.id = of_id${more})`;

/** Technicians read all tickets at their hub's sites, but are notified only of their own. */
const OWN_TICKET = ` and (scope_hub() is null or x.opened_by = scope_user() or exists (
  select from technician t join membership m on m.maker_id = t.maker_id and m.id = t.membership_id
   where t.maker_id = x.maker_id and t.id = x.technician_id and m.user_id = scope_user()))`;

/**
 * Adds notifications: events (`notification_event`), the people who were notified and the channels, and each person's
 * preferences. The id of an event is that of the outbox event, so that recording it again has no effect.
 */
export class AddNotifications1764000008070 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table notification_event (
        maker_id uuid not null,
        id uuid not null,
        type text not null,
        object_kind text not null,
        object_id uuid not null,
        about uuid[] not null,
        params jsonb not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        constraint notification_event_pk primary key (maker_id, id)
      )`);
    await query.query(
      `create index notification_event_recorded_ix on notification_event (maker_id, recorded_at)`,
    );
    await query.query(`
      create table notification (
        maker_id uuid not null,
        id uuid not null,
        event_id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        type text not null,
        is_escalated boolean not null default false,
        in_portal boolean not null,
        mail_mode text not null,
        mail_due_at timestamptz,
        delivery_id uuid,
        created_at timestamptz not null,
        read_at timestamptz,
        constraint notification_pk primary key (maker_id, id),
        constraint notification_once_uq unique (maker_id, event_id, membership_id),
        constraint notification_mail_mode_ck check (mail_mode in ('off', 'immediate', 'daily', 'weekly')),
        constraint notification_due_ck check (mail_mode <> 'off' or mail_due_at is null),
        constraint notification_event_fk foreign key (maker_id, event_id) references notification_event (maker_id, id)
          on delete cascade,
        constraint notification_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(
      `create index notification_list_ix on notification (maker_id, membership_id, created_at desc, id desc) where in_portal`,
    );
    await query.query(
      `create index notification_unread_ix on notification (maker_id, membership_id) where in_portal and read_at is null`,
    );
    await query.query(
      `create index notification_due_ix on notification (mail_due_at) where mail_due_at is not null and delivery_id is null`,
    );
    await query.query(`create index notification_delivery_ix on notification (maker_id, delivery_id)`);
    await query.query(`select protect_tenant_table('notification', '${OWN}')`);
    await query.query(`
      select protect_tenant_table('notification_event', '(scope_user() is null and scope_is_maker()) or exists (
        select from notification n where n.maker_id = notification_event.maker_id and n.event_id = notification_event.id
           and n.user_id = scope_user())')`);

    await query.query(`
      create table notification_preference (
        maker_id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        type text not null,
        portal boolean not null,
        mail text not null,
        constraint notification_preference_pk primary key (maker_id, membership_id, type),
        constraint notification_preference_mail_ck check (mail in ('off', 'immediate', 'daily', 'weekly')),
        constraint notification_preference_membership_fk foreign key (maker_id, membership_id)
          references membership (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('notification_preference', '${OWN}')`);
    await query.query(`
      create table notification_settings (
        maker_id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        quiet_from text,
        quiet_to text,
        digest_at text not null,
        digest_weekday smallint not null,
        constraint notification_settings_pk primary key (maker_id, membership_id),
        constraint notification_settings_quiet_ck check ((quiet_from is null) = (quiet_to is null)),
        constraint notification_settings_weekday_ck check (digest_weekday between 1 and 7),
        constraint notification_settings_membership_fk foreign key (maker_id, membership_id)
          references membership (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('notification_settings', '${OWN}')`);
    await query.query(`
      create table notification_mute (
        maker_id uuid not null,
        id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        object_kind text not null,
        object_id uuid not null,
        label text not null,
        created_at timestamptz not null,
        constraint notification_mute_pk primary key (maker_id, id),
        constraint notification_mute_once_uq unique (maker_id, membership_id, object_id),
        constraint notification_mute_membership_fk foreign key (maker_id, membership_id)
          references membership (maker_id, id)
      )`);
    await query.query(`create index notification_mute_object_ix on notification_mute (maker_id, object_id)`);
    await query.query(`select protect_tenant_table('notification_mute', '${OWN}')`);

    // Runs with the caller's rights, so that row-level security decides. Kinds that are not listed concern only the person.
    await query.query(`
      create function notification_visible(of_kind text, of_id uuid) returns boolean language sql stable as $$
        select case of_kind
          when 'alarm' then ${sees('alarm', ' and x.withdrawn_at is null')}
          when 'ticket' then ${sees('ticket', OWN_TICKET)}
          when 'device' then ${sees('device')}
          when 'meter_exception' then ${sees('meter_exception')}
          when 'billing_run' then ${sees('billing_run')}
          when 'invoice' then ${sees('invoice')}
          when 'dispute' then ${sees('dispute')}
          when 'kit_delivery' then ${sees('kit_delivery')}
          when 'usage_alert' then ${sees('usage_alert_notice')}
          when 'history_import' then ${sees('history_import')}
          else true end $$`);
    await query.query(`
      create function technician_users(of_maker uuid, technicians uuid[]) returns uuid[] language sql stable as $$
        select coalesce(array_agg(distinct m.user_id), '{}')
          from technician t join membership m on m.maker_id = t.maker_id and m.id = t.membership_id
         where t.maker_id = of_maker and t.id = any(technicians) $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function technician_users(uuid, uuid[])`);
    await query.query(`drop function notification_visible(text, uuid)`);
    await query.query(
      `drop table notification_mute, notification_settings, notification_preference, notification, notification_event cascade`,
    );
  }
}
