import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which relay delivers a maker's events, and until when. Listeners run outside of the relay's transactions, so a lease takes the
 * place of the lock that its transaction held: it expires when the relay dies. A claim by no relay is the pause after a failure.
 * A worker of the previous version knows no claims; while both run, an event may be delivered twice, which listeners allow for.
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
