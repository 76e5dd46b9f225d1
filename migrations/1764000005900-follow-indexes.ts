import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds to an amendment the day of the index clause that it applies, which each contract can use only once, and the
 * calculation of its prices.
 */
export class FollowIndexes1764000005900 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table contract_amendment
        add column step_on date,
        add column index_step jsonb,
        add constraint contract_amendment_step_uq unique (maker_id, contract_id, step_on),
        add constraint contract_amendment_step_ck check ((step_on is null) = (index_step is null))`);
    await query.query(
      `comment on column contract_amendment.step_on is 'the day of the contract''s index clause whose step it makes'`,
    );
    await query.query(
      `comment on column contract_amendment.index_step is 'index values, limits and arithmetic of the step, as they were when it was drafted'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract_amendment drop column step_on, drop column index_step`);
  }
}
