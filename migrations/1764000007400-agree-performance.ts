import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds guarantees of energy and delivery as terms of a contract. The credit for a missed guarantee is a separate
 * invoice line.
 */
export class AgreePerformance1764000007400 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column performance jsonb not null default '[]'`);
    await query.query(`alter table invoice_line drop constraint invoice_line_kind_ck`);
    await query.query(
      `alter table invoice_line add constraint invoice_line_kind_ck check (kind in ('base', 'usage', 'kit', 'performance'))`,
    );
    await query.query(`alter table invoice_line drop constraint invoice_line_component_ck`);
    await query.query(`
      alter table invoice_line add constraint invoice_line_component_ck check (component is null or
          (component in ('fee', 'credit', 'deposit', 'usage', 'true_up', 'instalment', 'commitment', 'performance')
             and charge_key is not null))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table invoice_line drop constraint invoice_line_component_ck`);
    await query.query(`
      alter table invoice_line add constraint invoice_line_component_ck check (component is null or
          (component in ('fee', 'credit', 'deposit', 'usage', 'true_up', 'instalment', 'commitment') and charge_key is not null))`);
    await query.query(`alter table invoice_line drop constraint invoice_line_kind_ck`);
    await query.query(
      `alter table invoice_line add constraint invoice_line_kind_ck check (kind in ('base', 'usage', 'kit'))`,
    );
    await query.query(`alter table contract drop column performance`);
  }
}
