import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACCOUNTS = [
  'receivable',
  'revenue',
  'tax_payable',
  'deposits_held',
  'rounding',
  'bank',
  'unapplied_cash',
  'clearing',
  'withholding_receivable',
  'bank_fees',
  'discounts_granted',
  'exchange_difference',
];

/** Write-offs of open amounts. A write-off is decided at most once and undone at most once. Nothing else changes. */
export class AddWriteOffs1764000008165 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await allowAccounts(query, [...ACCOUNTS, 'bad_debt']);
    await query.query(`
      create table write_off (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        document_id uuid not null,
        currency text not null,
        amount_minor bigint not null,
        tax_minor bigint not null,
        reason text not null,
        note text not null,
        requested_at timestamptz not null,
        requested_by uuid,
        requested_by_name text,
        decision text,
        decided_at timestamptz,
        decided_by uuid,
        decided_by_name text,
        decision_why text,
        posting_date date,
        undone_at timestamptz,
        undone_by uuid,
        undone_by_name text,
        undone_why text,
        constraint write_off_pk primary key (maker_id, id),
        constraint write_off_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint write_off_amount_ck check (amount_minor > 0 and tax_minor between 0 and amount_minor),
        constraint write_off_reason_ck check (reason in ('uncollectable', 'small_difference', 'goodwill')),
        constraint write_off_decision_ck check (decision in ('approve', 'reject')),
        constraint write_off_decided_ck check ((decision is null) = (decided_at is null) and (decision is null) = (decision_why is null)),
        constraint write_off_posted_ck check ((posting_date is not null) = (decision is not distinct from 'approve')),
        constraint write_off_undone_ck check ((undone_at is null) = (undone_why is null) and (undone_at is null or posting_date is not null))
      )`);
    await query.query(`create index write_off_document_ix on write_off (maker_id, document_id)`);
    await query.query(`create index write_off_requested_ix on write_off (maker_id, requested_at, id)`);
    await query.query(
      `create unique index write_off_pending_uq on write_off (maker_id, document_id) where decision is null`,
    );
    for (const column of ['requested_by', 'decided_by', 'undone_by'])
      await query.query(`
        create trigger write_off_${column}_name before insert or update on write_off
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('write_off', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on write_off from dutycycle_app`);
    await query.query(`
      create function keep_write_off() returns trigger language plpgsql as $$
      declare
        changing constant text[] := case
          when old.decision is null
            then array['decision', 'decided_at', 'decided_by', 'decided_by_name', 'decision_why', 'posting_date']
          when old.decision = 'approve' and old.undone_at is null
            then array['undone_at', 'undone_by', 'undone_by_name', 'undone_why']
          else array[]::text[] end;
      begin
        if cardinality(changing) = 0 or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'a write-off can only be decided and undone, each once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger write_off_keep before update on write_off for each row execute function keep_write_off()`);
  }

  async down(query: QueryRunner): Promise<void> {
    const tables = ['journal_line', 'journal_entry'];
    for (const table of tables)
      await query.query(
        `alter table ${table} disable trigger ${table}_keep; alter table ${table} no force row level security`,
      );
    await query.query(`alter table open_item no force row level security`);
    await query.query(`
      update open_item o
         set open_minor = o.open_minor - a.amount_minor, books_open_minor = o.books_open_minor - a.books_amount_minor
        from (select l.maker_id, l.item_id, sum(l.amount_minor) as amount_minor,
                     sum(l.books_amount_minor) as books_amount_minor
                from journal_line l
                join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
               where e.source_kind in ('write_off', 'write_off_reversal') and l.item_id is not null
               group by 1, 2) a
       where o.maker_id = a.maker_id and o.document_id = a.item_id`);
    await query.query(`
      delete from journal_line l using journal_entry e
       where e.maker_id = l.maker_id and e.id = l.entry_id and e.source_kind in ('write_off', 'write_off_reversal')`);
    await query.query(`delete from journal_entry where source_kind = 'write_off_reversal'`);
    await query.query(`delete from journal_entry where source_kind = 'write_off'`);
    await query.query(`alter table open_item force row level security`);
    for (const table of tables)
      await query.query(
        `alter table ${table} force row level security; alter table ${table} enable trigger ${table}_keep`,
      );
    await query.query(`drop table write_off`);
    await query.query(`drop function keep_write_off`);
    await allowAccounts(query, ACCOUNTS);
  }
}

async function allowAccounts(query: QueryRunner, accounts: readonly string[]): Promise<void> {
  await query.query(`
    alter table journal_line
      drop constraint journal_line_account_ck,
      add constraint journal_line_account_ck check (account in (${accounts.map((account) => `'${account}'`).join(', ')}))`);
}
