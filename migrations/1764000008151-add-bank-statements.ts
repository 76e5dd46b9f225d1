import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Imported bank statements and their lines. A file is read and previewed before any of its lines are stored. A line
 * with an incoming payment is recorded as a payment. A line that several files contain is stored once.
 */
export class AddBankStatements1764000008151 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table statement_import (
        maker_id uuid not null,
        id uuid not null,
        name text not null,
        bytes bigint not null,
        state text not null,
        options jsonb not null default '{}',
        summary jsonb,
        problem jsonb,
        created_at timestamptz not null,
        created_by uuid,
        created_by_name text,
        updated_at timestamptz not null,
        finished_at timestamptz,
        constraint statement_import_pk primary key (maker_id, id),
        constraint statement_import_state_ck check (state in ('reading', 'ready', 'refused', 'importing', 'done')),
        constraint statement_import_problem_ck check ((state = 'refused') = (problem is not null)),
        constraint statement_import_summary_ck check (state not in ('ready', 'importing', 'done') or summary is not null)
      )`);
    await query.query(
      `create index statement_import_newest_ix on statement_import (maker_id, created_at desc, id desc)`,
    );
    await query.query(`
      create trigger statement_import_created_by_name before insert or update on statement_import
         for each row execute function note_name('created_by', 'created_by_name')`);
    await query.query(`select protect_tenant_table('statement_import')`);
    await query.query(`
      create table bank_statement (
        maker_id uuid not null,
        id uuid not null,
        import_id uuid not null,
        bank_account_id uuid not null,
        statement_number text,
        currency text not null,
        opening_balance numeric,
        closing_balance numeric,
        first_day date,
        last_day date,
        constraint bank_statement_pk primary key (maker_id, id),
        constraint bank_statement_import_fk foreign key (maker_id, import_id) references statement_import (maker_id, id),
        constraint bank_statement_account_fk foreign key (maker_id, bank_account_id) references bank_account (maker_id, id)
      )`);
    await query.query(`create index bank_statement_import_ix on bank_statement (maker_id, import_id)`);
    await query.query(`select protect_tenant_table('bank_statement')`);
    await query.query(`
      create table statement_line (
        maker_id uuid not null,
        bank_account_id uuid not null,
        identity text not null,
        statement_id uuid not null,
        file_line integer not null,
        booking_date date not null,
        amount numeric not null,
        currency text not null,
        counterparty_name text,
        counterparty_account text,
        text text not null,
        payment_id uuid,
        constraint statement_line_pk primary key (maker_id, bank_account_id, identity),
        constraint statement_line_statement_fk foreign key (maker_id, statement_id) references bank_statement (maker_id, id),
        constraint statement_line_payment_fk foreign key (maker_id, payment_id) references payment (maker_id, id)
      )`);
    await query.query(
      `create index statement_line_statement_ix on statement_line (maker_id, statement_id, file_line)`,
    );
    await query.query(
      `create unique index statement_line_payment_uq on statement_line (maker_id, payment_id) where payment_id is not null`,
    );
    await query.query(`select protect_tenant_table('statement_line')`);
    for (const table of ['bank_statement', 'statement_line']) {
      await query.query(`revoke update, delete on ${table} from dutycycle_app`);
    }
    await query.query(`revoke delete on statement_import from dutycycle_app`);
    await query.query(`alter table payment add column suggestions jsonb not null default '[]'`);
    await query.query(
      `comment on column payment.suggestions is 'possible uses when the payment was imported, best first'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table payment drop column suggestions`);
    await query.query(`drop table statement_line, bank_statement, statement_import`);
  }
}
