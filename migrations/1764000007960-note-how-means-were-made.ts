import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records how the means of a rollup were calculated. Existing rollups, and those that a process of the previous version
 * still stores, have means of the earlier method. The worker recalculates them if the readings are retained.
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
