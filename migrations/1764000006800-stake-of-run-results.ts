import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the amount that a billing run could not bill yet, in addition to the total of its drafts. */
export class StakeOfRunResults1764000006800 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table billing_run_result
        add column at_stake_minor bigint not null default 0,
        add column unknown_stakes integer not null default 0`);
    await query.query(
      `comment on column billing_run_result.at_stake_minor is 'what held quantities would add to the draft; of a failed contract what its month before came to'`,
    );
    await query.query(
      `comment on column billing_run_result.unknown_stakes is 'lines, or the contract that failed, of which nobody knows what they would come to'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table billing_run_result drop column at_stake_minor, drop column unknown_stakes`,
    );
  }
}
