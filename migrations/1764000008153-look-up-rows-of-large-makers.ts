import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets current placements, drafts and events of the outbox be found among many rows.
 *
 * PostgreSQL estimates that the exclusion constraint of placements finds a machine faster than a B-tree index, but it
 * takes a hundred times as long after many single inserts. As text, the constraint no longer matches the lookup.
 */
export class LookUpRowsOfLargeMakers1764000008153 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await replaceOverlap(query, '(machine_id::text)');
    await query.query(
      `create index placement_current_ix on placement (maker_id, machine_id) where upper(during) is null`,
    );
    await query.query(`create index invoice_draft_ix on invoice (maker_id, currency) where number is null`);
    await query.query(
      `create index outbox_event_maker_ix on outbox_event (maker_id, id) where relayed_at is null`,
    );
    // Looks for one event per maker, instead of reading all events of a backlog.
    await query.query(`
      create or replace function list_makers_to_tell(most_attempts integer) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select m.id from maker m
               where exists (select from outbox_event e
                              where e.maker_id = m.id and e.relayed_at is null and e.attempts < most_attempts)
                 and not exists (select from outbox_claim c
                                  where c.maker_id = m.id and c.claimed_by is null
                                    and c.claimed_until > clock_timestamp()) $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      create or replace function list_makers_to_tell(most_attempts integer) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct e.maker_id from outbox_event e
               where e.relayed_at is null and e.attempts < most_attempts
                 and not exists (select from outbox_claim c
                                  where c.maker_id = e.maker_id and c.claimed_by is null
                                    and c.claimed_until > clock_timestamp()) $$`);
    await query.query(`drop index outbox_event_maker_ix`);
    await query.query(`drop index invoice_draft_ix`);
    await query.query(`drop index placement_current_ix`);
    await replaceOverlap(query, 'machine_id');
  }
}

/** @param machine SQL expression of the machine */
function replaceOverlap(query: QueryRunner, machine: string): Promise<unknown> {
  return query.query(
    `alter table placement drop constraint placement_overlap_ex,
       add constraint placement_overlap_ex exclude using gist (${machine} with =, maker_id with =, during with &&)`,
  );
}
