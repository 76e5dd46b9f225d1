import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a charge subtract some of its meters from the others: good parts are all parts less scrap. */
export class AddDeductingMeters1764000006500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table meter
        add column deducts boolean not null default false,
        add constraint meter_deducts_ck check (not (deducts and method = 'peak_demand')),
        drop constraint meter_source_uq,
        add constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key, method, matches, deducts)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table meter
        drop constraint meter_source_uq,
        add constraint meter_source_uq unique (maker_id, contract_id, device_id, signal_key, method, matches),
        drop column deducts`);
  }
}
