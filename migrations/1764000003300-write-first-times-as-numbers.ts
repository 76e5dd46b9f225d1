import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores times as numbers, because PostgreSQL parses thousands of numbers per commit many times faster than thousands
 * of timestamps.
 */
export class WriteFirstTimesAsNumbers1764000003300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_batch add column device_from_ms bigint[]`);
    await ofAllMakers(
      query,
      `update reading_batch set device_from_ms = array(
         select (extract(epoch from t) * 1000)::bigint from unnest(device_from) with ordinality as u (t, n) order by n)`,
    );
    await query.query(
      `alter table reading_batch alter column device_from_ms set not null, drop column device_from`,
    );
    await query.query(
      `comment on column reading_batch.device_from_ms is 'by position of device_keys, its earliest device time in epoch milliseconds: written for every device of every commit'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_batch add column device_from timestamptz[]`);
    await ofAllMakers(
      query,
      `update reading_batch set device_from = array(
         select to_timestamp(ms / 1000.0) from unnest(device_from_ms) with ordinality as u (ms, n) order by n)`,
    );
    await query.query(
      `alter table reading_batch alter column device_from set not null, drop column device_from_ms`,
    );
    await query.query(
      `comment on column reading_batch.device_from is 'by position of device_keys, its earliest device time'`,
    );
  }
}

/** Forced row-level security also limits the owner to the rows of one maker. */
async function ofAllMakers(query: QueryRunner, statement: string): Promise<void> {
  await query.query(`alter table reading_batch no force row level security`);
  await query.query(statement);
  await query.query(`alter table reading_batch force row level security`);
}
