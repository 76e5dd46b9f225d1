import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the exit terms of a contract in a form from which costs can be calculated. */
export class AddExitTerms1764000005800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column exit jsonb`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column exit`);
  }
}
