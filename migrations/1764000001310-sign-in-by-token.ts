import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds indexes to find a device by its secret, because some firmware sends no user name, and to find shared attributes
 * by the time of their change.
 */
export class SignInByToken1764000001310 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create index device_credential_secret_ix on device_credential (secret_hash)`);
    // A secret has 256 random bits, so it is sufficient to identify its device.
    await query.query(`
      create function find_username_of_secret(wanted_hash text) returns text
        language sql stable security definer set search_path = public, pg_temp as
      $$ select c.username from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
          where c.secret_hash = wanted_hash and d.archived_at is null limit 1 $$`);
    await query.query(`revoke all on function find_username_of_secret(text) from public`);
    await query.query(`grant execute on function find_username_of_secret(text) to dutycycle_ingest`);
    await query.query(
      `create index device_attribute_shared_ix on device_attribute (changed_at) where scope = 'shared'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index device_attribute_shared_ix`);
    await query.query(`drop function find_username_of_secret(text)`);
    await query.query(`drop index device_credential_secret_ix`);
  }
}
