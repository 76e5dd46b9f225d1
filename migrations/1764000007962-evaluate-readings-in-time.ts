import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Readings that are ahead of time are evaluated once their time has come: until then their machine's request waits. */
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
