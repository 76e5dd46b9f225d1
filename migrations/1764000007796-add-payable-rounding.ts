import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACCOUNTS = `'receivable', 'revenue', 'tax_payable', 'deposits_held'`;

/**
 * Lets the payable amount of an invoice be a multiple of an increment. The rounding difference is posted separately.
 */
export class AddPayableRounding1764000007796 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table invoice
        add column payable_increment numeric,
        add constraint invoice_payable_increment_ck check (payable_increment > 0)`);
    await query.query(`comment on column invoice.payable_increment is
      'what is to be paid is a multiple of it, in major units; null where it is paid as it is'`);
    await allow(query, `${ACCOUNTS}, 'rounding'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await allow(query, ACCOUNTS);
    await query.query(`alter table invoice drop column payable_increment`);
  }
}

async function allow(query: QueryRunner, accounts: string): Promise<void> {
  await query.query(`
    alter table journal_line drop constraint journal_line_account_ck,
      add constraint journal_line_account_ck check (account in (${accounts}))`);
}
