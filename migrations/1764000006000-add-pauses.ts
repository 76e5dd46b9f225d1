import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days on which a contract's fees rest: seasons of every year, and single ones. */
export class AddPauses1764000006000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column pauses jsonb not null default '[]'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column pauses`);
  }
}
