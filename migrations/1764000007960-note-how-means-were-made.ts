import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How the means of a rollup were made. What is stored until now was made by the earlier method, and so is what a process of
 * the version before goes on storing: the worker makes it anew where the readings are still kept.
 */
export class NoteHowMeansWereMade1764000007960 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table reading_rollup add column mean_method smallint not null default 0
        constraint reading_rollup_method_ck check (mean_method in (0, 1, 2))`);
    await query.query(`
      comment on column reading_rollup.mean_method is
        '0: the earlier one, to be made anew; 1: in part the earlier one, whose readings are kept no longer; 2: the present one'`);
    await query.query(`
      create index reading_rollup_outdated_ix on reading_rollup (maker_id, device_key, from_time)
        where mean_method = 0 and resolution > 0`);
    await query.query(`grant update (mean_method) on reading_rollup to dutycycle_ingest`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`revoke update (mean_method) on reading_rollup from dutycycle_ingest`);
    await query.query(`alter table reading_rollup drop column mean_method`);
  }
}
