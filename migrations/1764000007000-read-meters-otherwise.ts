import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A running contract may read a signal otherwise from a day on, with another factor or limit: that is another meter, for what the
 * former one counted stays as it was. No charge counts both on one day.
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
