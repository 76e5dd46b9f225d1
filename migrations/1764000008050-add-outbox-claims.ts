import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds claims: the relay that delivers a maker's events, and the end of its claim. Listeners run outside of the relay's
 * transactions, so a claim replaces the lock of a transaction. It expires if the relay dies. A claim without a relay is
 * the pause after a failure. A worker of the previous version does not use claims. While both versions run, an event
 * may be delivered twice, which listeners tolerate.
 */
export class AddOutboxClaims1764000008050 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table outbox_claim (
        maker_id uuid not null,
        claimed_by uuid,
        claimed_until timestamptz not null,
        constraint outbox_claim_pk primary key (maker_id)
      )`);
    await query.query(`select protect_tenant_table('outbox_claim')`);
    await query.query(`
      create or replace function list_makers_to_tell(most_attempts integer) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct e.maker_id from outbox_event e
               where e.relayed_at is null and e.attempts < most_attempts
                 and not exists (select from outbox_claim c
                                  where c.maker_id = e.maker_id and c.claimed_by is null
                                    and c.claimed_until > clock_timestamp()) $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      create or replace function list_makers_to_tell(most_attempts integer) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct e.maker_id from outbox_event e where e.relayed_at is null and e.attempts < most_attempts $$`);
    await query.query(`drop table outbox_claim`);
  }
}
