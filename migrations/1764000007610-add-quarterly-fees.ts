import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets an amount be due in advance for each quarter of the contract, as for each year. */
export class AddQuarterlyFees1764000007610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table charge
        drop constraint charge_due_ck,
        add constraint charge_due_ck check (
          due in ('arrears', 'advance', 'quarterly', 'yearly', 'once') and (due = 'once' or due_on is null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table charge
        drop constraint charge_due_ck,
        add constraint charge_due_ck check (
          due in ('arrears', 'advance', 'yearly', 'once') and (due = 'once' or due_on is null))`);
  }
}
