import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Revenue that is billed in advance and released by month. It is off until a legal entity sets a start date, so
 * documents that are already issued stay as they were posted.
 */
export class AddDeferredRevenue1764000008186 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await setAccounts(query, [...(await loadAccounts(query)), 'deferred_revenue']);
    await query.query(`
      create table deferral_settings (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        starts_on date,
        changed_at timestamptz not null,
        constraint deferral_settings_pk primary key (maker_id, legal_entity_id),
        constraint deferral_settings_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(
      `comment on column deferral_settings.starts_on is 'issue date of the first documents whose revenue is deferred; null for none'`,
    );
    await query.query(`select protect_tenant_table('deferral_settings')`);
    await query.query(`revoke delete on deferral_settings from dutycycle_app`);

    await query.query(`
      create table revenue_release (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        document_id uuid not null,
        month date not null,
        posting_date date not null,
        posted_at timestamptz not null,
        posted_by uuid,
        posted_by_name text,
        constraint revenue_release_pk primary key (maker_id, id),
        constraint revenue_release_document_fk foreign key (maker_id, document_id) references invoice (maker_id, id),
        constraint revenue_release_month_ck check (extract(day from month) = 1)
      )`);
    await query.query(
      `create index revenue_release_month_ix on revenue_release (maker_id, legal_entity_id, month)`,
    );
    await query.query(`
      create trigger revenue_release_posted_by_name before insert or update on revenue_release
         for each row execute function note_name('posted_by', 'posted_by_name')`);
    await query.query(`select protect_tenant_table('revenue_release')`);
    await query.query(`revoke update, delete on revenue_release from dutycycle_app`);

    await query.query(`
      create table deferred_revenue (
        maker_id uuid not null,
        document_id uuid not null,
        invoice_line_id uuid not null,
        month date not null,
        legal_entity_id uuid not null,
        currency text not null,
        amount_minor bigint not null,
        books_amount_minor bigint not null,
        released_on date,
        release_id uuid,
        constraint deferred_revenue_pk primary key (maker_id, document_id, invoice_line_id, month),
        constraint deferred_revenue_document_fk foreign key (maker_id, document_id) references invoice (maker_id, id),
        constraint deferred_revenue_line_fk foreign key (maker_id, invoice_line_id) references invoice_line (maker_id, id),
        constraint deferred_revenue_release_fk foreign key (maker_id, release_id) references revenue_release (maker_id, id),
        constraint deferred_revenue_month_ck check (extract(day from month) = 1),
        constraint deferred_revenue_released_ck check (release_id is null or released_on is not null)
      )`);
    await query.query(
      `create index deferred_revenue_due_ix on deferred_revenue (maker_id, legal_entity_id, month) where released_on is null`,
    );
    await query.query(
      `create index deferred_revenue_line_ix on deferred_revenue (maker_id, invoice_line_id)`,
    );
    await query.query(
      `create index deferred_revenue_release_ix on deferred_revenue (maker_id, release_id) where release_id is not null`,
    );
    await query.query(
      `comment on column deferred_revenue.invoice_line_id is 'line that billed the service; for a credit note, the line that it credits'`,
    );
    await query.query(
      `comment on column deferred_revenue.released_on is 'posting date; without a release, the part was revenue when the document was posted'`,
    );
    await query.query(`select protect_tenant_table('deferred_revenue')`);
    await query.query(`revoke delete on deferred_revenue from dutycycle_app`);
    await query.query(`
      create function keep_deferred_revenue() returns trigger language plpgsql as $$
      declare
        changing constant text[] := array['released_on', 'release_id'];
      begin
        if old.released_on is not null or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'deferred revenue can only be released, once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger deferred_revenue_keep before update on deferred_revenue
         for each row execute function keep_deferred_revenue()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table deferred_revenue, revenue_release, deferral_settings`);
    await query.query(`drop function keep_deferred_revenue`);
    const tables = ['journal_line', 'journal_entry'];
    for (const table of tables)
      await query.query(
        `alter table ${table} disable trigger ${table}_keep; alter table ${table} no force row level security`,
      );
    await query.query(`
      delete from journal_line l using journal_entry e
       where e.maker_id = l.maker_id and e.id = l.entry_id and e.source_kind = 'revenue_release'`);
    await query.query(`delete from journal_entry where source_kind = 'revenue_release'`);
    // Deferred revenue counts as revenue again, as in the postings of the previous version.
    await query.query(`
      update journal_line l
         set account = 'revenue', revenue_class = coalesce(i.component, i.kind),
             behaviour = case when coalesce(i.component, i.kind) in ('base', 'fee', 'true_up', 'instalment', 'commitment')
                              then 'fixed' else 'variable' end
        from invoice_line i
       where i.maker_id = l.maker_id and i.id = l.invoice_line_id and l.account = 'deferred_revenue'`);
    for (const table of tables)
      await query.query(
        `alter table ${table} force row level security; alter table ${table} enable trigger ${table}_keep`,
      );
    const accounts = await loadAccounts(query);
    await setAccounts(
      query,
      accounts.filter((account) => account !== 'deferred_revenue'),
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
