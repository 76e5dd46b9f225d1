import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores the high-water marks of 32 devices in one row. Before, a commit of ten thousand devices wrote ten thousand
 * rows, four times per second, which cost PostgreSQL more than the readings.
 */
export class GatherHighWater1764000007870 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table device_high_water rename constraint device_high_water_pk to device_water_pk`,
    );
    await query.query(`alter table device_high_water rename to device_water`);
    await query.query(`
      create table device_high_water (
        maker_id uuid not null,
        first_key integer not null,
        times_ms bigint[] not null,
        seqs bigint[] not null,
        versions bigint[] not null,
        version bigint not null,
        constraint device_high_water_pk primary key (maker_id, first_key),
        constraint device_high_water_key_ck check (first_key % 32 = 0),
        constraint device_high_water_slots_ck check (
          cardinality(times_ms) = 32 and cardinality(seqs) = 32 and cardinality(versions) = 32)
      ) with (fillfactor = 10)`);
    await query.query(`
      comment on column device_high_water.first_key is 'device_key of the first slot: a multiple of 32'`);
    await query.query(`
      comment on column device_high_water.versions is 'counts commits by device; 0 where it has no readings'`);
    await query.query(`
      comment on column device_high_water.version is 'counts commits: who decided by an older one decides again'`);
    await query.query(`
      insert into device_high_water (maker_id, first_key, times_ms, seqs, versions, version)
      select r.maker_id, r.first_key, array_agg(coalesce(w.time_ms, 0) order by slot), array_agg(coalesce(w.seq, 0) order by slot),
             array_agg(coalesce(w.version, 0) order by slot), 1
        from (select distinct maker_id, device_key - device_key % 32 as first_key from device_water) r
       cross join generate_series(0, 31) slot
        left join device_water w on w.maker_id = r.maker_id and w.device_key = r.first_key + slot
       group by r.maker_id, r.first_key`);
    await query.query(`drop table device_water`);
    await query.query(`select protect_tenant_table('device_high_water')`);
    await query.query(`revoke insert, update, delete on device_high_water from dutycycle_app`);
    await query.query(`grant select, insert, update on device_high_water to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table device_high_water rename constraint device_high_water_pk to device_water_pk`,
    );
    await query.query(`alter table device_high_water rename to device_water`);
    await query.query(`
      create table device_high_water (
        maker_id uuid not null,
        device_key integer not null,
        time_ms bigint not null,
        seq bigint not null,
        version bigint not null,
        constraint device_high_water_pk primary key (maker_id, device_key),
        constraint device_high_water_device_fk foreign key (device_key) references device (device_key)
      ) with (fillfactor = 10)`);
    await query.query(`
      comment on column device_high_water.version is 'counts commits: who decided by an older one decides again'`);
    await query.query(`
      insert into device_high_water (maker_id, device_key, time_ms, seq, version)
      select r.maker_id, r.first_key + w.slot - 1, w.time_ms, w.seq, w.version
        from device_water r cross join unnest(r.times_ms, r.seqs, r.versions) with ordinality as w (time_ms, seq, version, slot)
       where w.version > 0`);
    await query.query(`drop table device_water`);
    await query.query(`select protect_tenant_table('device_high_water')`);
    await query.query(`revoke insert, update, delete on device_high_water from dutycycle_app`);
    await query.query(`grant select, insert, update on device_high_water to dutycycle_ingest`);
  }
}
