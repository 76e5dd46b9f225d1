import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a one-time amount sell units of another charge, which the usage of that charge consumes. */
export class AddPrepaidSales1764000007100 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table charge
        add column prepaid jsonb,
        add constraint charge_prepaid_ck check (prepaid is null or (due = 'once' and jsonb_typeof(prepaid) = 'object'))`);
    await query.query(
      `comment on column charge.prepaid is 'units of another charge that it pays before they are used'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table charge drop column prepaid`);
  }
}
