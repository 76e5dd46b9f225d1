import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts received data by maker and minute, so that an engineer can see whether data arrives. */
export class CountIntake1764000002400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table intake_minute (
        maker_id uuid not null,
        minute timestamptz not null,
        messages bigint not null,
        readings bigint not null,
        points bigint not null,
        duplicates bigint not null,
        late bigint not null,
        quarantined bigint not null,
        lags bigint[] not null,
        constraint intake_minute_pk primary key (maker_id, minute),
        constraint intake_minute_ck check (minute = date_trunc('minute', minute))
      ) with (fillfactor = 70)`);
    await query.query(
      `comment on column intake_minute.lags is 'readings by how long they took from their arrival to their commit'`,
    );
    await query.query(`select protect_tenant_table('intake_minute')`);
    await query.query(`revoke insert, update on intake_minute from dutycycle_app`);
    await query.query(`grant select, insert, update on intake_minute to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table intake_minute`);
  }
}
