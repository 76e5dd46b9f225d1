import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds disputes of issued invoices and their lines, with the conversation and the decision. */
export class AddDisputes1764000003950 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table dispute (
        maker_id uuid not null,
        id uuid not null,
        invoice_id uuid not null,
        line_id uuid,
        customer_id uuid not null,
        subject text not null,
        days_from date,
        days_to date,
        claim text not null,
        claimed_minor bigint,
        state text not null default 'open',
        opened_side text not null,
        opened_by uuid,
        opened_by_name text,
        opened_at timestamptz not null,
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz,
        answer text not null default '',
        credit_note_id uuid,
        constraint dispute_pk primary key (maker_id, id),
        constraint dispute_subject_ck check (subject in ('quantity', 'price', 'service', 'other')),
        constraint dispute_state_ck check (state in ('open', 'settled', 'rejected', 'withdrawn')),
        constraint dispute_side_ck check (opened_side in ('customer', 'maker')),
        constraint dispute_days_ck check ((days_from is null) = (days_to is null) and days_to >= days_from),
        constraint dispute_claimed_ck check (claimed_minor > 0),
        constraint dispute_decided_ck check ((state = 'open') = (decided_at is null)),
        constraint dispute_credit_ck check (credit_note_id is null or state = 'settled'),
        constraint dispute_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id),
        constraint dispute_line_fk foreign key (maker_id, line_id) references invoice_line (maker_id, id),
        constraint dispute_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint dispute_credit_note_fk foreign key (maker_id, credit_note_id) references invoice (maker_id, id)
      )`);
    // At most one open dispute per line, and one about the whole invoice.
    await query.query(`
      create unique index dispute_open_line_uq on dispute (maker_id, line_id) where state = 'open' and line_id is not null`);
    await query.query(`
      create unique index dispute_open_invoice_uq on dispute (maker_id, invoice_id) where state = 'open' and line_id is null`);
    await query.query(`create index dispute_invoice_ix on dispute (maker_id, invoice_id)`);
    await query.query(`create index dispute_opened_ix on dispute (maker_id, state, opened_at)`);
    await query.query(`select protect_tenant_table('dispute', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on dispute from dutycycle_app`);
    await query.query(`
      create function keep_ended_dispute() returns trigger language plpgsql as $$
      begin
        if old.state <> 'open' then
          raise exception 'A dispute that has ended is never changed' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger dispute_keep before update on dispute for each row execute function keep_ended_dispute()`);

    await query.query(`
      create table dispute_note (
        maker_id uuid not null,
        id uuid not null,
        dispute_id uuid not null,
        at timestamptz not null,
        side text not null,
        by_user uuid,
        by_name text,
        text text not null,
        constraint dispute_note_pk primary key (maker_id, id),
        constraint dispute_note_side_ck check (side in ('customer', 'maker')),
        constraint dispute_note_dispute_fk foreign key (maker_id, dispute_id) references dispute (maker_id, id)
      )`);
    await query.query(`create index dispute_note_dispute_ix on dispute_note (maker_id, dispute_id, at)`);
    await query.query(`
      select protect_tenant_table('dispute_note', 'exists (
        select from dispute d where d.maker_id = dispute_note.maker_id and d.id = dispute_note.dispute_id)')`);
    await query.query(`revoke update, delete on dispute_note from dutycycle_app`);
    await query.query(`
      create trigger dispute_note_keep before update or delete on dispute_note
         for each row execute function refuse_rewriting()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table dispute_note, dispute`);
    await query.query(`drop function keep_ended_dispute`);
    await query.query(`alter table invoice no force row level security`);
    await query.query(`update invoice set dispute_blocked_at = null where dispute_blocked_at is not null`);
    await query.query(`alter table invoice force row level security`);
  }
}
