import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person's own rows, and all rows for the worker, which acts for the maker without a person. */
const OWN = '(user_id = scope_user() or (scope_user() is null and scope_is_maker()))';

/** Adds browsers in which people receive push messages, and the installation's key for push services. */
export class AddPushSubscriptions1764000008100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table vapid_key (
        only_row boolean not null default true,
        public_key text not null,
        private_key_sealed text not null,
        created_at timestamptz not null,
        constraint vapid_key_pk primary key (only_row),
        constraint vapid_key_only_row_ck check (only_row)
      )`);
    await query.query(`grant select, insert on vapid_key to dutycycle_app`);
    await query.query(`
      create table push_subscription (
        maker_id uuid not null,
        id uuid not null,
        membership_id uuid not null,
        user_id uuid not null,
        name text not null,
        endpoint_hash text not null,
        service text not null,
        subscription_sealed text not null,
        created_at timestamptz not null,
        last_success_at timestamptz,
        constraint push_subscription_pk primary key (maker_id, id),
        constraint push_subscription_endpoint_uq unique (maker_id, endpoint_hash),
        constraint push_subscription_membership_fk foreign key (maker_id, membership_id) references membership (maker_id, id)
      )`);
    await query.query(`create index push_subscription_user_ix on push_subscription (maker_id, user_id)`);
    await query.query(`select protect_tenant_table('push_subscription', '${OWN}')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table push_subscription`);
    await query.query(`drop table vapid_key`);
  }
}
