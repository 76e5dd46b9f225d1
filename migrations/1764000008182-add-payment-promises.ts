import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Promises of customers to pay documents, and notes of the maker's staff about payment. */
export class AddPaymentPromises1764000008182 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table payment_promise (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        document_id uuid not null,
        currency text not null,
        amount_minor bigint not null,
        open_before_minor bigint not null,
        promised_on date not null,
        note text not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        recorded_by_name text,
        withdrawn_at timestamptz,
        withdrawn_by uuid,
        withdrawn_by_name text,
        constraint payment_promise_pk primary key (maker_id, id),
        constraint payment_promise_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint payment_promise_amount_ck check (amount_minor > 0 and amount_minor <= open_before_minor)
      )`);
    await query.query(`create index payment_promise_document_ix on payment_promise (maker_id, document_id)`);
    await query.query(
      `create index payment_promise_customer_ix on payment_promise (maker_id, customer_id, promised_on)`,
    );
    for (const column of ['recorded_by', 'withdrawn_by'])
      await query.query(`
        create trigger payment_promise_${column}_name before insert or update on payment_promise
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('payment_promise')`);
    await query.query(`revoke delete on payment_promise from dutycycle_app`);
    await query.query(`
      create function keep_payment_promise() returns trigger language plpgsql as $$
      declare
        changing constant text[] := array['withdrawn_at', 'withdrawn_by', 'withdrawn_by_name'];
      begin
        if old.withdrawn_at is not null or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'a promise can only be withdrawn, once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger payment_promise_keep before update on payment_promise
         for each row execute function keep_payment_promise()`);
    await query.query(`
      create table collection_note (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        text text not null,
        written_at timestamptz not null,
        written_by uuid,
        written_by_name text,
        constraint collection_note_pk primary key (maker_id, id),
        constraint collection_note_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(
      `create index collection_note_customer_ix on collection_note (maker_id, customer_id, written_at)`,
    );
    await query.query(`
      create trigger collection_note_written_by_name before insert or update on collection_note
         for each row execute function note_name('written_by', 'written_by_name')`);
    await query.query(`select protect_tenant_table('collection_note')`);
    await query.query(`revoke update, delete on collection_note from dutycycle_app`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table collection_note, payment_promise`);
    await query.query(`drop function keep_payment_promise`);
  }
}
