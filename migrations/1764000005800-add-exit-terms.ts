import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was agreed about leaving a contract, as terms that can be reckoned with. */
export class AddExitTerms1764000005800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column exit jsonb`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column exit`);
  }
}
