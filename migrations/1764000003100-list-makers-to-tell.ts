import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists the makers with undelivered events in the outbox, so that the relay opens transactions only for these makers.
 */
export class ListMakersToTell1764000003100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function list_makers_to_tell(most_attempts integer) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct e.maker_id from outbox_event e where e.relayed_at is null and e.attempts < most_attempts $$`);
    await query.query(`revoke all on function list_makers_to_tell(integer) from public`);
    await query.query(`grant execute on function list_makers_to_tell(integer) to dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function list_makers_to_tell(integer)`);
  }
}
