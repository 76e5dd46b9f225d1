import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Refunds of payments and credit notes. A refund is decided at most once and undone at most once. Nothing else changes.
 */
export class AddRefunds1764000008170 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table refund (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        customer_id uuid not null,
        payment_id uuid,
        document_id uuid,
        currency text not null,
        amount_minor bigint not null,
        payee_name text not null,
        payee_account text not null,
        second_person_because text[] not null default '{}',
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
        constraint refund_pk primary key (maker_id, id),
        constraint refund_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint refund_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint refund_payment_fk foreign key (maker_id, payment_id) references payment (maker_id, id),
        constraint refund_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint refund_source_ck check (num_nonnulls(payment_id, document_id) = 1),
        constraint refund_amount_ck check (amount_minor > 0),
        constraint refund_payee_ck check (payee_name <> '' and payee_account <> ''),
        constraint refund_second_person_ck check (second_person_because <@ array['above_limit', 'no_exchange_rate', 'new_account']),
        constraint refund_decision_ck check (decision in ('approve', 'reject')),
        constraint refund_decided_ck check ((decision is null) = (decided_at is null) and (decision is null) = (decision_why is null)),
        constraint refund_posted_ck check ((posting_date is not null) = (decision is not distinct from 'approve')),
        constraint refund_undone_ck check ((undone_at is null) = (undone_why is null) and (undone_at is null or posting_date is not null))
      )`);
    await query.query(
      `comment on column refund.second_person_because is 'why a second person must approve it; empty if one person may'`,
    );
    await query.query(
      `create index refund_payment_ix on refund (maker_id, payment_id) where payment_id is not null`,
    );
    await query.query(
      `create index refund_document_ix on refund (maker_id, document_id) where document_id is not null`,
    );
    await query.query(`create index refund_customer_ix on refund (maker_id, customer_id)`);
    await query.query(`create index refund_requested_ix on refund (maker_id, requested_at, id)`);
    for (const source of ['payment', 'document'])
      await query.query(
        `create unique index refund_pending_${source}_uq on refund (maker_id, ${source}_id) where decision is null`,
      );
    for (const column of ['requested_by', 'decided_by', 'undone_by'])
      await query.query(`
        create trigger refund_${column}_name before insert or update on refund
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('refund', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on refund from dutycycle_app`);
    await query.query(`
      create function keep_refund() returns trigger language plpgsql as $$
      declare
        changing constant text[] := case
          when old.decision is null
            then array['decision', 'decided_at', 'decided_by', 'decided_by_name', 'decision_why', 'posting_date']
          when old.decision = 'approve' and old.undone_at is null
            then array['undone_at', 'undone_by', 'undone_by_name', 'undone_why']
          else array[]::text[] end;
      begin
        if cardinality(changing) = 0 or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'a refund can only be decided and undone, each once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger refund_keep before update on refund for each row execute function keep_refund()`);
  }

  async down(query: QueryRunner): Promise<void> {
    const journal = ['journal_line', 'journal_entry'];
    const balances = ['open_item', 'payment'];
    for (const table of journal)
      await query.query(
        `alter table ${table} disable trigger ${table}_keep; alter table ${table} no force row level security`,
      );
    for (const table of balances) await query.query(`alter table ${table} no force row level security`);
    await query.query(`
      update open_item o
         set open_minor = o.open_minor - a.amount_minor, books_open_minor = o.books_open_minor - a.books_amount_minor
        from (select l.maker_id, l.item_id, sum(l.amount_minor) as amount_minor,
                     sum(l.books_amount_minor) as books_amount_minor
                from journal_line l
                join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
               where e.source_kind in ('refund', 'refund_reversal') and l.item_id is not null
               group by 1, 2) a
       where o.maker_id = a.maker_id and o.document_id = a.item_id`);
    await query.query(`
      update payment p
         set unapplied_minor = p.unapplied_minor + a.amount_minor,
             books_unapplied_minor = p.books_unapplied_minor + a.books_amount_minor
        from (select l.maker_id, l.payment_id, sum(l.amount_minor) as amount_minor,
                     sum(l.books_amount_minor) as books_amount_minor
                from journal_line l
                join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
               where e.source_kind in ('refund', 'refund_reversal') and l.payment_id is not null
               group by 1, 2) a
       where p.maker_id = a.maker_id and p.id = a.payment_id`);
    await query.query(`
      delete from journal_line l using journal_entry e
       where e.maker_id = l.maker_id and e.id = l.entry_id and e.source_kind in ('refund', 'refund_reversal')`);
    await query.query(`delete from journal_entry where source_kind = 'refund_reversal'`);
    await query.query(`delete from journal_entry where source_kind = 'refund'`);
    for (const table of balances) await query.query(`alter table ${table} force row level security`);
    for (const table of journal)
      await query.query(
        `alter table ${table} force row level security; alter table ${table} enable trigger ${table}_keep`,
      );
    await query.query(`drop table refund`);
    await query.query(`drop function keep_refund`);
  }
}
