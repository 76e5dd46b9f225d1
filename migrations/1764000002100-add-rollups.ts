import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds rollups of packed readings by minute, hour and day, and the changes of states, for each chunk. */
export class AddRollups1764000002100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table reading_rollup (
        maker_id uuid not null,
        device_key integer not null,
        resolution integer not null,
        from_time timestamptz not null,
        to_time timestamptz not null,
        bytes bytea not null,
        constraint reading_rollup_pk primary key (maker_id, device_key, resolution, from_time),
        constraint reading_rollup_resolution_ck check (resolution in (0, 60, 3600, 86400)),
        constraint reading_rollup_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(`alter table reading_rollup alter column bytes set storage external`);
    await query.query(
      `comment on column reading_rollup.resolution is 'seconds of its buckets; 0: states and silences'`,
    );
    await query.query(
      `comment on column reading_rollup.from_time is 'first device time of the chunk that it was made of, which it outlives'`,
    );
    await query.query(`
      select protect_tenant_table('reading_rollup', 'scope_is_maker() or tstzrange(from_time, to_time, ''[]'') &&
        ((select array_agg(s.spans order by s.device_key) from device_span s))
          [array_position((select array_agg(s.device_key order by s.device_key) from device_span s), device_key)]')`);
    await query.query(`revoke insert, update, delete on reading_rollup from dutycycle_app`);
    await query.query(`grant select, insert, delete on reading_rollup to dutycycle_ingest`);
    // Readings that are already packed get their rollups when they are packed permanently.
    await query.query(`update reading_chunk set settled = false`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table reading_rollup`);
  }
}
