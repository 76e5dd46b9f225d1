import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACCOUNTS = ['receivable_revaluation', 'unrealized_exchange_gain', 'unrealized_exchange_loss'];

/** Revaluations of open items in foreign currencies at the end of a month. They never change. */
export class AddRevaluations1764000008185 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await setAccounts(query, [...(await loadAccounts(query)), ...ACCOUNTS]);
    await query.query(`
      create table revaluation (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        month date not null,
        currency text not null,
        number integer not null,
        books_currency text not null,
        books_rate numeric not null,
        books_rate_on date,
        books_rate_source text,
        documents integer not null,
        open_minor bigint not null,
        books_open_minor bigint not null,
        gain_minor bigint not null,
        loss_minor bigint not null,
        posting_date date not null,
        reversed_on date not null,
        posted_at timestamptz not null,
        posted_by uuid,
        posted_by_name text,
        constraint revaluation_pk primary key (maker_id, id),
        constraint revaluation_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint revaluation_number_uq unique (maker_id, legal_entity_id, month, currency, number),
        constraint revaluation_month_ck check (extract(day from month) = 1),
        constraint revaluation_number_ck check (number >= 1),
        constraint revaluation_amount_ck check (gain_minor >= 0 and loss_minor >= 0),
        constraint revaluation_reversed_ck check (reversed_on > posting_date)
      )`);
    await query.query(
      `comment on column revaluation.number is '1 for the first revaluation of the month, higher if later postings required another one'`,
    );
    await query.query(`
      create trigger revaluation_posted_by_name before insert or update on revaluation
         for each row execute function note_name('posted_by', 'posted_by_name')`);
    await query.query(`select protect_tenant_table('revaluation')`);
    await query.query(`revoke update, delete on revaluation from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    const tables = ['journal_line', 'journal_entry'];
    for (const table of tables)
      await query.query(
        `alter table ${table} disable trigger ${table}_keep; alter table ${table} no force row level security`,
      );
    await query.query(`
      delete from journal_line l using journal_entry e
       where e.maker_id = l.maker_id and e.id = l.entry_id and e.source_kind in ('revaluation', 'revaluation_reversal')`);
    await query.query(`delete from journal_entry where source_kind = 'revaluation_reversal'`);
    await query.query(`delete from journal_entry where source_kind = 'revaluation'`);
    for (const table of tables)
      await query.query(
        `alter table ${table} force row level security; alter table ${table} enable trigger ${table}_keep`,
      );
    await query.query(`drop table revaluation`);
    const accounts = await loadAccounts(query);
    await setAccounts(
      query,
      accounts.filter((account) => !ACCOUNTS.includes(account)),
    );
  }
}

/** Returns the accounts that journal lines can currently have. */
async function loadAccounts(query: QueryRunner): Promise<string[]> {
  const [{ definition }]: [{ definition: string }] = await query.query(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'journal_line_account_ck'`,
  );
  return [...definition.matchAll(/'([a-z_]+)'/g)].map(([, account]) => account!);
}

async function setAccounts(query: QueryRunner, accounts: readonly string[]): Promise<void> {
  await query.query(`
    alter table journal_line
      drop constraint journal_line_account_ck,
      add constraint journal_line_account_ck check (account in (${accounts.map((account) => `'${account}'`).join(', ')}))`);
}
