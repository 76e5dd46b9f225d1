import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds indexes for billing runs. A run looks up usage by contract, the other meters of a counter, and new readings of
 * thirty thousand counters. Each lookup needs only an index.
 */
export class FindByContractAndCounter1764000005400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `create index usage_period_contract_ix on usage_period (maker_id, contract_id, period_from)`,
    );
    await query.query(`create index meter_device_ix on meter (maker_id, device_id)`);
    await query.query(`
      alter table reading_chunk
        drop constraint reading_chunk_pk,
        add constraint reading_chunk_pk primary key (maker_id, device_key, from_time) include (to_time, received_to)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table reading_chunk
        drop constraint reading_chunk_pk,
        add constraint reading_chunk_pk primary key (maker_id, device_key, from_time)`);
    await query.query(`drop index meter_device_ix`);
    await query.query(`drop index usage_period_contract_ix`);
  }
}
