import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds terms of the whole invoice, in addition to the charges. */
export class AddInvoiceTerms1764000007300 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column invoice_terms jsonb`);
    await query.query(`comment on column contract.invoice_terms is
      'what is agreed of a whole bill: its minimum; null where nothing is'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column invoice_terms`);
  }
}
