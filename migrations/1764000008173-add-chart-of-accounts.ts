import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Account numbers of legal entities for the account classes of the journal. Journal entries don't refer to them, so a
 * new number never changes a stored entry.
 */
export class AddChartOfAccounts1764000008173 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table ledger_account (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        account text not null,
        revenue_class text,
        tax_category text,
        tax_percent numeric,
        number text not null,
        name text not null,
        changed_at timestamptz not null,
        version integer not null default 1,
        constraint ledger_account_pk primary key (maker_id, id),
        constraint ledger_account_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint ledger_account_key_uq unique nulls not distinct
          (maker_id, legal_entity_id, account, revenue_class, tax_category, tax_percent),
        constraint ledger_account_number_ck check (number ~ '^[0-9A-Za-z.-]{1,12}$'),
        constraint ledger_account_revenue_ck check (revenue_class is null or account = 'revenue'),
        constraint ledger_account_tax_ck check ((tax_category is null or account = 'tax_payable')
          and (tax_percent is null or tax_category is not null))
      )`);
    await query.query(
      `comment on column ledger_account.revenue_class is 'null for all revenue without an account of its own'`,
    );
    await query.query(`select protect_tenant_table('ledger_account')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table ledger_account`);
  }
}
