import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records the signals that each device reported on each day, and the data gaps, in which expected data did not arrive.
 */
export class AddGapLedger1764000002410 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table reporting_day (
        maker_id uuid not null,
        device_key integer not null,
        day date not null,
        signals jsonb not null,
        constraint reporting_day_pk primary key (maker_id, device_key, day),
        constraint reporting_day_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(`
      create table reading_gap (
        maker_id uuid not null,
        device_key integer not null,
        signal_key text not null,
        from_time timestamptz not null,
        to_time timestamptz,
        expected_ms bigint not null,
        found_at timestamptz not null,
        filled_at timestamptz,
        constraint reading_gap_pk primary key (maker_id, device_key, signal_key, from_time),
        constraint reading_gap_span_ck check (from_time < to_time),
        constraint reading_gap_device_fk foreign key (device_key) references device (device_key)
      )`);
    await query.query(
      `create index reading_gap_open_ix on reading_gap (maker_id, device_key) where to_time is null and filled_at is null`,
    );
    await query.query(`
      create table gap_review (
        maker_id uuid not null,
        device_key integer not null,
        from_time timestamptz not null,
        to_time timestamptz not null,
        asked_at timestamptz not null,
        constraint gap_review_pk primary key (maker_id, device_key),
        constraint gap_review_device_fk foreign key (device_key) references device (device_key)
      )`);
    for (const table of ['reporting_day', 'reading_gap', 'gap_review']) {
      await query.query(`select protect_tenant_table('${table}')`);
      await query.query(`revoke insert, update, delete on ${table} from dutycycle_app`);
      await query.query(`grant select, insert, update, delete on ${table} to dutycycle_ingest`);
    }
    // Existing readings are also reviewed for gaps.
    await query.query(`
      insert into gap_review (maker_id, device_key, from_time, to_time, asked_at)
      select maker_id, device_key, min(from_time), max(to_time), now() from reading_chunk group by 1, 2`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table reporting_day, reading_gap, gap_review`);
  }
}
