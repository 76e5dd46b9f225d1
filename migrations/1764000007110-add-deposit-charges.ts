import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds deposits that a contract bills. A deposit is the customer's money: it is not revenue, is not taxed, and is held
 * until the contract has ended.
 */
export class AddDepositCharges1764000007110 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table charge
        add column deposit boolean not null default false,
        add constraint charge_deposit_ck check (not deposit or (due = 'once' and prepaid is null))`);
    await query.query(
      `comment on column charge.deposit is 'held for the customer until the contract has ended'`,
    );
    await query.query(`
      alter table invoice_line
        drop constraint invoice_line_component_ck,
        add constraint invoice_line_component_ck check (component is null or
          (component in ('fee', 'credit', 'deposit', 'usage', 'true_up', 'instalment', 'commitment') and charge_key is not null))`);
    await query.query(`
      alter table invoice_tax
        drop constraint invoice_tax_category_ck,
        add constraint invoice_tax_category_ck check (category in ('standard', 'reverse_charge', 'export', 'exempt', 'outside_scope'))`);
    await query.query(`
      alter table journal_line
        drop constraint journal_line_account_ck,
        add constraint journal_line_account_ck check (account in ('receivable', 'revenue', 'tax_payable', 'deposits_held'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table journal_line
        drop constraint journal_line_account_ck,
        add constraint journal_line_account_ck check (account in ('receivable', 'revenue', 'tax_payable'))`);
    await query.query(`
      alter table invoice_tax
        drop constraint invoice_tax_category_ck,
        add constraint invoice_tax_category_ck check (category in ('standard', 'reverse_charge', 'export', 'exempt'))`);
    await query.query(`
      alter table invoice_line
        drop constraint invoice_line_component_ck,
        add constraint invoice_line_component_ck check (component is null or
          (component in ('fee', 'credit', 'usage', 'true_up', 'instalment', 'commitment') and charge_key is not null))`);
    await query.query(`alter table charge drop column deposit`);
  }
}
