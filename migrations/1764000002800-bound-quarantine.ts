import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Limits quarantine to the newest messages of each device, and counts the discarded messages by reason. */
export class BoundQuarantine1764000002800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `create index quarantine_entry_device_ix on quarantine_entry (maker_id, device_id, id)`,
    );
    await query.query(`
      create table quarantine_let_go (
        maker_id uuid not null,
        device_id uuid not null,
        reason text not null,
        messages bigint not null,
        last_at timestamptz not null,
        constraint quarantine_let_go_pk primary key (maker_id, device_id, reason),
        constraint quarantine_let_go_device_fk foreign key (maker_id, device_id) references device (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('quarantine_let_go')`);
    await query.query(`revoke insert, update, delete on quarantine_let_go from dutycycle_app`);
    await query.query(`grant select, insert, update on quarantine_let_go to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table quarantine_let_go`);
    await query.query(`drop index quarantine_entry_device_ix`);
  }
}
