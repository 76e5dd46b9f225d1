import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the time at which a reading first arrived, for readings that were stored later after a retry from quarantine.
 * `received_at` of the batch stays the time of the commit, because the cutoffs of billing runs refer to it. Other
 * readings have no row here, so live intake writes none.
 */
export class KeepFirstReceipts1764000008041 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table reading_first_receipt (
        maker_id uuid not null,
        device_key integer not null,
        device_time timestamptz not null,
        seq bigint not null,
        received_at timestamptz not null,
        constraint reading_first_receipt_pk primary key (maker_id, device_key, device_time, seq),
        constraint reading_first_receipt_device_fk foreign key (device_key) references device (device_key)
      )`);
    // Users who can see the reading can see when it arrived.
    await query.query(`
      select protect_tenant_table('reading_first_receipt', 'scope_is_maker() or exists (
        select from device_span s where s.device_key = reading_first_receipt.device_key
           and s.spans @> reading_first_receipt.device_time)')`);
    await query.query(`revoke insert, update, delete on reading_first_receipt from dutycycle_app`);
    await query.query(`grant select, insert, delete on reading_first_receipt to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table reading_first_receipt`);
  }
}
