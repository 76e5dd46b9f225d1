import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the reason for the release of a hold, so that users who miss readings later can find out who released the hold
 * and why.
 */
export class TellWhyHoldsEnd1764000002700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_hold add column release_reason text`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table reading_hold drop column release_reason`);
  }
}
