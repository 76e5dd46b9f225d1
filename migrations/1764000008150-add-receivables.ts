import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACCOUNTS = ['receivable', 'revenue', 'tax_payable', 'deposits_held', 'rounding'];
const NEW_ACCOUNTS = [
  'bank',
  'unapplied_cash',
  'clearing',
  'withholding_receivable',
  'bank_fees',
  'discounts_granted',
  'exchange_difference',
];

/**
 * Open items, payments and their allocation. A journal entry has a source of any kind, not only a document. Triggers
 * keep open amounts and unapplied amounts equal to the sums of the journal.
 */
export class AddReceivables1764000008150 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await this.#generalizeJournal(query);
    await query.query(`
      create table open_item (
        maker_id uuid not null,
        document_id uuid not null,
        legal_entity_id uuid not null,
        customer_id uuid not null,
        buyer_id uuid not null,
        number text not null,
        document_type text not null,
        currency text not null,
        issued_on date not null,
        due_on date not null,
        total_minor bigint not null,
        open_minor bigint not null,
        books_open_minor bigint not null,
        constraint open_item_pk primary key (maker_id, document_id),
        constraint open_item_document_fk foreign key (maker_id, document_id) references invoice (maker_id, id),
        constraint open_item_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint open_item_open_ck check (sign(open_minor) * sign(total_minor) >= 0 and abs(open_minor) <= abs(total_minor)),
        constraint open_item_books_ck check (open_minor <> 0 or books_open_minor = 0)
      )`);
    await query.query(
      `create index open_item_due_ix on open_item (maker_id, due_on, document_id) where open_minor <> 0`,
    );
    await query.query(
      `create index open_item_customer_ix on open_item (maker_id, customer_id, due_on, document_id)`,
    );
    await query.query(`select protect_tenant_table('open_item', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on open_item from dutycycle_app`);

    await query.query(`
      create table payment (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        customer_id uuid,
        is_customer_given boolean not null,
        method text not null,
        currency text not null,
        amount_minor bigint not null,
        unapplied_minor bigint not null default 0,
        books_unapplied_minor bigint not null default 0,
        received_on date not null,
        posting_date date not null,
        books_currency text not null,
        books_rate numeric not null,
        books_rate_on date,
        books_rate_source text,
        bank_account_id uuid,
        payer_name text,
        payer_account text,
        reference text not null default '',
        recorded_at timestamptz not null,
        recorded_by uuid,
        recorded_by_name text,
        constraint payment_pk primary key (maker_id, id),
        constraint payment_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint payment_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint payment_bank_account_fk foreign key (maker_id, bank_account_id) references bank_account (maker_id, id),
        constraint payment_customer_given_ck check (customer_id is not null or not is_customer_given),
        constraint payment_method_ck check (method in ('transfer', 'cheque', 'cash', 'other')),
        constraint payment_amount_ck check (amount_minor > 0),
        constraint payment_unapplied_ck check (unapplied_minor between 0 and amount_minor),
        constraint payment_books_ck check (unapplied_minor <> 0 or books_unapplied_minor = 0)
      )`);
    await query.query(
      `create index payment_unapplied_ix on payment (maker_id, received_on, id) where unapplied_minor > 0`,
    );
    await query.query(`create index payment_newest_ix on payment (maker_id, received_on desc, id desc)`);
    await query.query(`create index payment_customer_ix on payment (maker_id, customer_id, received_on)`);
    await query.query(`
      create trigger payment_recorded_by_name before insert or update on payment
         for each row execute function note_name('recorded_by', 'recorded_by_name')`);
    await query.query(`select protect_tenant_table('payment', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on payment from dutycycle_app`);

    await query.query(`
      create table allocation (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        payment_id uuid,
        credit_document_id uuid,
        document_id uuid not null,
        currency text not null,
        amount_minor bigint not null,
        discount_minor bigint not null default 0,
        withheld_minor bigint not null default 0,
        fee_minor bigint not null default 0,
        payment_currency text,
        payment_minor bigint,
        posting_date date not null,
        origin text not null,
        reasons jsonb not null default '[]',
        made_at timestamptz not null,
        made_by uuid,
        made_by_name text,
        undone_at timestamptz,
        undone_by uuid,
        undone_by_name text,
        undone_why text,
        constraint allocation_pk primary key (maker_id, id),
        constraint allocation_payment_fk foreign key (maker_id, payment_id) references payment (maker_id, id),
        constraint allocation_credit_fk foreign key (maker_id, credit_document_id) references open_item (maker_id, document_id),
        constraint allocation_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint allocation_source_ck check (num_nonnulls(payment_id, credit_document_id) = 1),
        constraint allocation_payment_ck check ((payment_id is null) = (payment_minor is null)
          and (payment_id is null) = (payment_currency is null)),
        constraint allocation_amount_ck check (amount_minor > 0 and discount_minor >= 0 and withheld_minor >= 0
          and fee_minor >= 0 and payment_minor > 0),
        constraint allocation_origin_ck check (origin in ('automatic', 'person')),
        constraint allocation_undone_ck check ((undone_at is null) = (undone_why is null))
      )`);
    await query.query(
      `create index allocation_payment_ix on allocation (maker_id, payment_id) where payment_id is not null`,
    );
    await query.query(`create index allocation_document_ix on allocation (maker_id, document_id)`);
    await query.query(
      `create index allocation_credit_ix on allocation (maker_id, credit_document_id) where credit_document_id is not null`,
    );
    for (const column of ['made_by', 'undone_by'])
      await query.query(`
        create trigger allocation_${column}_name before insert or update on allocation
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('allocation', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on allocation from dutycycle_app`);
    await query.query(`
      create function keep_allocation() returns trigger language plpgsql as $$
      declare
        changing constant text[] := array['undone_at', 'undone_by', 'undone_by_name', 'undone_why'];
      begin
        if old.undone_at is not null or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'an allocation can only be undone, once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger allocation_keep before update on allocation for each row execute function keep_allocation()`);

    await query.query(`
      create table learnt_payer (
        maker_id uuid not null,
        account text not null,
        customer_id uuid not null,
        learnt_at timestamptz not null,
        constraint learnt_payer_pk primary key (maker_id, account, customer_id),
        constraint learnt_payer_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('learnt_payer')`);
    await this.#projectJournal(query);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger journal_line_receivables on journal_line`);
    await query.query(`drop function project_receivables`);
    await query.query(`drop table learnt_payer, allocation, payment, open_item`);
    await query.query(`drop function keep_allocation`);
    await query.query(`
      alter table journal_line disable trigger journal_line_keep;
      alter table journal_entry disable trigger journal_entry_keep;
      alter table journal_line no force row level security;
      alter table journal_entry no force row level security;
      delete from journal_line l using journal_entry e
       where e.maker_id = l.maker_id and e.id = l.entry_id and e.source_kind <> 'document';
      delete from journal_entry where source_kind <> 'document';
      alter table journal_line force row level security;
      alter table journal_entry force row level security;
      alter table journal_line enable trigger journal_line_keep;
      alter table journal_entry enable trigger journal_entry_keep`);
    await query.query(`drop trigger journal_entry_source on journal_entry`);
    await query.query(`drop function complete_journal_source`);
    await query.query(`
      alter table journal_line
        drop constraint journal_line_item_ck,
        drop constraint journal_line_payment_ck,
        drop constraint journal_line_account_ck,
        add constraint journal_line_account_ck check (account in (${list(ACCOUNTS)})),
        drop column item_id,
        drop column payment_id`);
    await query.query(`
      alter table journal_entry
        drop constraint journal_entry_document_ck,
        drop constraint journal_entry_source_uq,
        drop column source_kind,
        drop column source_id,
        alter column invoice_id set not null,
        alter column service_from set not null,
        alter column service_to set not null`);
  }

  async #generalizeJournal(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table journal_entry
        add column source_kind text not null default 'document',
        add column source_id uuid,
        alter column invoice_id drop not null,
        alter column service_from drop not null,
        alter column service_to drop not null`);
    await query.query(`
      alter table journal_entry disable trigger journal_entry_keep;
      alter table journal_entry no force row level security;
      update journal_entry set source_id = invoice_id;
      alter table journal_entry force row level security;
      alter table journal_entry enable trigger journal_entry_keep`);
    // The previous version, which may still run during an update, writes no source.
    await query.query(`
      create function complete_journal_source() returns trigger language plpgsql as $$
      begin
        new.source_id := coalesce(new.source_id, new.invoice_id);
        return new;
      end $$`);
    await query.query(`
      create trigger journal_entry_source before insert on journal_entry
         for each row execute function complete_journal_source()`);
    await query.query(`
      alter table journal_entry
        alter column source_id set not null,
        add constraint journal_entry_source_uq unique (maker_id, source_kind, source_id),
        add constraint journal_entry_document_ck check (
          (source_kind = 'document') = (invoice_id is not null) and (source_kind = 'document') = (service_from is not null)
          and (source_kind = 'document') = (service_to is not null))`);
    await query.query(`
      alter table journal_line
        add column item_id uuid,
        add column payment_id uuid,
        add constraint journal_line_item_ck check (item_id is null or account = 'receivable'),
        add constraint journal_line_payment_ck check ((account = 'unapplied_cash') = (payment_id is not null)),
        drop constraint journal_line_account_ck,
        add constraint journal_line_account_ck check (account in (${list([...ACCOUNTS, ...NEW_ACCOUNTS])}))`);
    await query.query(
      `comment on column journal_line.item_id is 'document whose open amount a receivable changes; null for the document of the entry'`,
    );
  }

  /**
   * Adds each new line of a receivable to its open item, and each new line of unapplied cash to its payment. One call
   * processes all lines of a statement, because thousands of documents are issued together.
   */
  async #projectJournal(query: QueryRunner): Promise<void> {
    await query.query(`
      create function project_receivables() returns trigger language plpgsql as $$
      begin
        insert into open_item as o (maker_id, document_id, legal_entity_id, customer_id, buyer_id, number, document_type,
                                    currency, issued_on, due_on, total_minor, open_minor, books_open_minor)
        select i.maker_id, i.id, i.legal_entity_id, i.customer_id, i.buyer_id, i.number, i.document_type, i.currency,
               i.issued_on, i.due_on, a.amount_minor, a.amount_minor, a.books_amount_minor
          from (select l.maker_id, e.invoice_id, sum(l.amount_minor) as amount_minor,
                       sum(l.books_amount_minor) as books_amount_minor
                  from added l
                  join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
                 where l.account = 'receivable' and l.item_id is null
                 group by 1, 2) a
          join invoice i on i.maker_id = a.maker_id and i.id = a.invoice_id
        on conflict on constraint open_item_pk do update
           set total_minor = o.total_minor + excluded.total_minor,
               open_minor = o.open_minor + excluded.open_minor,
               books_open_minor = o.books_open_minor + excluded.books_open_minor;
        update open_item o
           set open_minor = o.open_minor + a.amount_minor,
               books_open_minor = o.books_open_minor + a.books_amount_minor
          from (select l.maker_id, l.item_id, sum(l.amount_minor) as amount_minor,
                       sum(l.books_amount_minor) as books_amount_minor
                  from added l where l.item_id is not null group by 1, 2) a
         where o.maker_id = a.maker_id and o.document_id = a.item_id;
        update payment p
           set unapplied_minor = p.unapplied_minor - a.amount_minor,
               books_unapplied_minor = p.books_unapplied_minor - a.books_amount_minor
          from (select l.maker_id, l.payment_id, sum(l.amount_minor) as amount_minor,
                       sum(l.books_amount_minor) as books_amount_minor
                  from added l where l.account = 'unapplied_cash' group by 1, 2) a
         where p.maker_id = a.maker_id and p.id = a.payment_id;
        return null;
      end $$`);
    await query.query(`
      create trigger journal_line_receivables after insert on journal_line
        referencing new table as added for each statement execute function project_receivables()`);
    for (const table of ['open_item', 'journal_line', 'journal_entry', 'invoice'])
      await query.query(`alter table ${table} no force row level security`);
    await query.query(`
      insert into open_item (maker_id, document_id, legal_entity_id, customer_id, buyer_id, number, document_type,
                             currency, issued_on, due_on, total_minor, open_minor, books_open_minor)
      select i.maker_id, i.id, i.legal_entity_id, i.customer_id, i.buyer_id, i.number, i.document_type, i.currency,
             i.issued_on, i.due_on, sum(l.amount_minor), sum(l.amount_minor), sum(l.books_amount_minor)
        from journal_line l
        join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
        join invoice i on i.maker_id = e.maker_id and i.id = e.invoice_id
       where l.account = 'receivable'
       group by i.maker_id, i.id`);
    for (const table of ['open_item', 'journal_line', 'journal_entry', 'invoice'])
      await query.query(`alter table ${table} force row level security`);
  }
}

function list(accounts: readonly string[]): string {
  return accounts.map((account) => `'${account}'`).join(', ');
}
