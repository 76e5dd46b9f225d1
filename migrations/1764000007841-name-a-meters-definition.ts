import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records the model meter from which a contract's meter was copied, so that users can compare both. */
export class NameAMetersDefinition1764000007841 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table meter add column model_meter_id uuid`);
    await query.query(`comment on column meter.model_meter_id is
      'the definition of a model that it was taken from, which may be gone; null where it is nobody''s copy'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table meter drop column model_meter_id`);
  }
}
