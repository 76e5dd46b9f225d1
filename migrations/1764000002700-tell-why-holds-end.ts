import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a hold was released: whoever misses readings later finds who let them go, and on what ground. */
export class TellWhyHoldsEnd1764000002700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_hold add column release_reason text`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_hold drop column release_reason`);
  }
}
