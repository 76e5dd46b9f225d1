import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts quotas in the database, so that several processes of the API share one count and a restart does not reset it.
 * A wrong key counts for the owner of the key that has the same public prefix.
 */
export class CountQuotas1764000008011 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table quota_use (
        maker_id uuid not null,
        quota text not null,
        subject text not null,
        minute timestamptz not null,
        uses integer not null,
        constraint quota_use_pk primary key (maker_id, quota, subject, minute)
      )`);
    await query.query(`select protect_tenant_table('quota_use')`);
    await query.query(`create index api_key_prefix_ix on api_key (prefix)`);
    await query.query(`
      create function find_key_owner(wanted_prefix text) returns table (maker_id uuid, user_id uuid)
        language sql stable security definer set search_path = public, pg_temp as
      $$ select k.maker_id, m.user_id from api_key k
           join membership m on m.maker_id = k.maker_id and m.id = k.membership_id
          where k.prefix = wanted_prefix limit 1 $$`);
    await query.query(`revoke all on function find_key_owner(text) from public`);
    await query.query(`grant execute on function find_key_owner(text) to dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function find_key_owner(text)`);
    await query.query(`drop index api_key_prefix_ix`);
    await query.query(`drop table quota_use`);
  }
}
