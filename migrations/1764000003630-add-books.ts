import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the journal of a seller with insert-only entries in which the lines sum to zero, accounting periods that can be
 * closed, and a permanent row for each decision about money.
 */
export class AddBooks1764000003630 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table accounting_period (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        month date not null,
        state text not null,
        changed_at timestamptz not null,
        changed_by uuid,
        version integer not null default 1,
        constraint accounting_period_pk primary key (maker_id, legal_entity_id, month),
        constraint accounting_period_state_ck check (state in ('open', 'closed')),
        constraint accounting_period_month_ck check (extract(day from month) = 1),
        constraint accounting_period_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('accounting_period')`);
    await query.query(`revoke delete on accounting_period from dutycycle_app`);
    await query.query(`
      create table journal_entry (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        invoice_id uuid not null,
        posting_date date not null,
        service_from date not null,
        service_to date not null,
        currency text not null,
        books_currency text not null,
        books_rate numeric not null,
        books_rate_on date,
        books_rate_source text,
        reverses_id uuid,
        posted_at timestamptz not null,
        posted_by uuid,
        constraint journal_entry_pk primary key (maker_id, id),
        constraint journal_entry_invoice_uq unique (maker_id, invoice_id),
        constraint journal_entry_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint journal_entry_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id),
        constraint journal_entry_reverses_fk foreign key (maker_id, reverses_id) references journal_entry (maker_id, id)
      )`);
    await query.query(
      `create index journal_entry_posted_ix on journal_entry (maker_id, legal_entity_id, posting_date)`,
    );
    await query.query(`select protect_tenant_table('journal_entry')`);
    await query.query(`
      create table journal_line (
        maker_id uuid not null,
        entry_id uuid not null,
        position integer not null,
        account text not null,
        amount_minor bigint not null,
        currency text not null,
        books_amount_minor bigint not null,
        revenue_class text,
        behaviour text,
        tax_category text,
        tax_percent numeric,
        machine_id uuid,
        invoice_line_id uuid,
        constraint journal_line_pk primary key (maker_id, entry_id, position),
        constraint journal_line_account_ck check (account in ('receivable', 'revenue', 'tax_payable')),
        constraint journal_line_behaviour_ck check (behaviour in ('fixed', 'variable')),
        constraint journal_line_revenue_ck check ((account = 'revenue') = (revenue_class is not null)
          and (account = 'revenue') = (behaviour is not null)),
        constraint journal_line_entry_fk foreign key (maker_id, entry_id) references journal_entry (maker_id, id),
        constraint journal_line_machine_fk foreign key (maker_id, machine_id) references machine (maker_id, id),
        constraint journal_line_invoice_line_fk foreign key (maker_id, invoice_line_id) references invoice_line (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('journal_line')`);
    await query.query(`
      create table money_decision (
        maker_id uuid not null,
        id uuid not null,
        at timestamptz not null,
        user_id uuid,
        actor_kind text not null,
        action text not null,
        invoice_id uuid,
        legal_entity_id uuid,
        why text not null default '',
        before jsonb not null,
        after jsonb not null,
        evidence_hash text,
        second_user_id uuid,
        constraint money_decision_pk primary key (maker_id, id),
        constraint money_decision_actor_ck check (actor_kind in ('user', 'api_key', 'system')),
        constraint money_decision_second_ck check (second_user_id is null or second_user_id <> user_id),
        constraint money_decision_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`create index money_decision_invoice_ix on money_decision (maker_id, invoice_id, at)`);
    await query.query(`select protect_tenant_table('money_decision')`);

    await query.query(`
      create function refuse_rewriting() returns trigger language plpgsql as $$
      begin
        raise exception '% is written once', tg_table_name using errcode = 'restrict_violation';
      end $$`);
    for (const table of ['journal_entry', 'journal_line', 'money_decision', 'fx_rate']) {
      await query.query(`revoke update, delete on ${table} from dutycycle_app`);
      await query.query(`
        create trigger ${table}_keep before update or delete on ${table}
           for each row execute function refuse_rewriting()`);
    }

    // Runs at the commit, when all lines exist.
    await query.query(`
      create function check_journal_balance() returns trigger language plpgsql as $$
      declare found record;
      begin
        for found in
          select currency from journal_line where maker_id = new.maker_id and entry_id = new.entry_id
           group by currency having sum(amount_minor) <> 0
        loop
          raise exception 'The journal entry % is out of balance in %', new.entry_id, found.currency
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end loop;
        if (select sum(books_amount_minor) from journal_line where maker_id = new.maker_id and entry_id = new.entry_id) <> 0 then
          raise exception 'The journal entry % is out of balance in the books'' currency', new.entry_id
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end if;
        return null;
      end $$`);
    await query.query(`
      create constraint trigger journal_line_balance after insert on journal_line
        deferrable initially deferred for each row execute function check_journal_balance()`);
    await query.query(`
      create function refuse_closed_period() returns trigger language plpgsql as $$
      begin
        if exists (select from accounting_period p where p.maker_id = new.maker_id and p.legal_entity_id = new.legal_entity_id
                      and p.month = date_trunc('month', new.posting_date)::date and p.state = 'closed') then
          raise exception 'The accounting period of % is closed', new.posting_date
            using errcode = 'check_violation', constraint = 'journal_entry_period_ck';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger journal_entry_period before insert on journal_entry
         for each row execute function refuse_closed_period()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger fx_rate_keep on fx_rate`);
    await query.query(`drop table money_decision, journal_line, journal_entry, accounting_period`);
    await query.query(`drop function refuse_closed_period`);
    await query.query(`drop function check_journal_balance`);
    await query.query(`drop function refuse_rewriting`);
  }
}
