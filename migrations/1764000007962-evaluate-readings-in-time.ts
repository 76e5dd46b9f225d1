import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Delays the evaluation of readings with a future time until that time. The evaluation request of their machine waits
 * until then.
 */
export class EvaluateReadingsInTime1764000007962 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table evaluation_request add column due_at timestamptz`);
    await query.query(
      `comment on column evaluation_request.due_at is 'null: at once; else when the reading that waits is no longer ahead of time'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table evaluation_request drop column due_at`);
  }
}
