import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a dispute name readings of one meter of a line: those in (from, to] that the usage of the line contains. */
export class DisputeReadings1764000006520 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table dispute
        add column usage_period_id uuid,
        add column readings_from timestamptz,
        add column readings_to timestamptz,
        add constraint dispute_readings_ck check (
          case when usage_period_id is null then readings_from is null and readings_to is null
               else line_id is not null and readings_to > readings_from end),
        add constraint dispute_usage_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table dispute drop column usage_period_id, drop column readings_from, drop column readings_to`);
  }
}
