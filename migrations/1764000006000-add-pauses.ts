import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds pauses of a contract's fees: seasons of every year, and single periods. */
export class AddPauses1764000006000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column pauses jsonb not null default '[]'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column pauses`);
  }
}
