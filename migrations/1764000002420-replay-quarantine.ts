import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds replays, which retry many quarantined messages together after the cause of their errors was fixed. */
export class ReplayQuarantine1764000002420 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table quarantine_replay (
        maker_id uuid not null,
        id uuid not null,
        reason text,
        device_id uuid,
        requested_by uuid,
        requested_at timestamptz not null,
        total bigint not null,
        done bigint not null default 0,
        stored bigint not null default 0,
        last_entry uuid,
        claimed_at timestamptz,
        finished_at timestamptz,
        constraint quarantine_replay_pk primary key (maker_id, id),
        constraint quarantine_replay_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(
      `create unique index quarantine_replay_running_ix on quarantine_replay (maker_id) where finished_at is null`,
    );
    await query.query(`comment on column quarantine_replay.last_entry is 'up to which entry it has come'`);
    await query.query(`select protect_tenant_table('quarantine_replay')`);
    await query.query(`revoke update, delete on quarantine_replay from dutycycle_app`);
    await query.query(`grant select, update on quarantine_replay to dutycycle_ingest`);
    await query.query(`grant update, delete on quarantine_entry to dutycycle_ingest`);
    await query.query(
      `create index quarantine_entry_open_ix on quarantine_entry (maker_id, reason) where resolved_at is null`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index quarantine_entry_open_ix`);
    await query.query(`revoke update, delete on quarantine_entry from dutycycle_ingest`);
    await query.query(`drop table quarantine_replay`);
  }
}
