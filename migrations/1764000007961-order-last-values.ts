import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the order of last known values `{key: {v, t, q?, o?}}`. `o` is set if the order differs from the device time:
 * the arrival of a value from a clock that is ahead, or the time from which a value is stale. Deletes clock deviations
 * that were measured on past readings, because a clock is never assumed to be off by more than ten minutes.
 */
export class OrderLastValues1764000007961 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function last_value_order(value jsonb) returns bigint language sql immutable parallel safe as
      $$ select coalesce((value ->> 'o')::bigint, (value ->> 't')::bigint) $$`);
    // Of two values, keeps the later one. At the same instant, keeps the new one. A stale quality without a value keeps
    // the known value.
    await query.query(`
      create or replace function newer_values(known jsonb, arrived jsonb) returns jsonb language sql immutable parallel safe as
      $$ select known || coalesce((
           select jsonb_object_agg(a.key, case
                    when a.value -> 'v' = 'null' and a.value ->> 'q' = '3' and coalesce(known -> a.key -> 'v', 'null') <> 'null'
                    then (known -> a.key) || jsonb_build_object('q', 3, 'o', last_value_order(a.value))
                    else a.value end)
             from jsonb_each(arrived) a
            where (coalesce(last_value_order(known -> a.key), 0), coalesce((known -> a.key ->> 't')::bigint, 0))
               <= (last_value_order(a.value), (a.value ->> 't')::bigint)), '{}') $$`);
    await query.query(`update device_status set clock_skew_ms = null where abs(clock_skew_ms) > 600000`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      create or replace function newer_values(known jsonb, arrived jsonb) returns jsonb language sql immutable parallel safe as
      $$ select known || coalesce((
           select jsonb_object_agg(a.key, a.value) from jsonb_each(arrived) a
            where coalesce((known -> a.key ->> 't')::bigint, 0) <= (a.value ->> 't')::bigint), '{}') $$`);
    await query.query(`drop function last_value_order(jsonb)`);
  }
}
