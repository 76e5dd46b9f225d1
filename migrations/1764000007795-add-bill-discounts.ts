import type { MigrationInterface, QueryRunner } from 'typeorm';

const COMPONENTS = `'fee', 'credit', 'deposit', 'usage', 'true_up', 'instalment', 'commitment', 'performance'`;

/** Adds discounts on the whole invoice as invoice lines. */
export class AddBillDiscounts1764000007795 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await allow(query, `${COMPONENTS}, 'discount'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await allow(query, COMPONENTS);
  }
}

async function allow(query: QueryRunner, components: string): Promise<void> {
  await query.query(`
    alter table invoice_line drop constraint invoice_line_component_ck,
      add constraint invoice_line_component_ck
        check (component is null or
          (component in (${components}) and charge_key is not null))`);
}
