import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets an active contract read a signal with another factor or limit from a certain day. This requires another meter,
 * because the usage of the earlier meter stays unchanged. No charge counts both meters on the same day.
 */
export class ReadMetersOtherwise1764000007000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table meter drop constraint meter_source_uq`);
    await query.query(`create index meter_contract_ix on meter (maker_id, contract_id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index meter_contract_ix`);
    await query.query(`
      alter table meter
        add constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key, method, matches, deducts)`);
  }
}
