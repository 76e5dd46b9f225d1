import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Runs of payment reminders, their letters, and the reminder of each document. They never change, except that a
 * reminder can be stopped before its letter is sent. Letters are sent through the queue of emails with documents.
 */
export class AddReminders1764000008181 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table reminder_run (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        run_on date not null,
        excluded jsonb not null,
        made_at timestamptz not null,
        made_by uuid,
        made_by_name text,
        constraint reminder_run_pk primary key (maker_id, id),
        constraint reminder_run_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(
      `comment on column reminder_run.excluded is 'number of documents that were left out, by reason'`,
    );
    await query.query(`
      create trigger reminder_run_made_by_name before insert or update on reminder_run
         for each row execute function note_name('made_by', 'made_by_name')`);
    await query.query(`select protect_tenant_table('reminder_run')`);
    await query.query(`revoke update, delete on reminder_run from dutycycle_app`);

    await query.query(`
      create table reminder_letter (
        maker_id uuid not null,
        id uuid not null,
        run_id uuid not null,
        legal_entity_id uuid not null,
        customer_id uuid not null,
        buyer_id uuid not null,
        text text not null,
        language text not null,
        written_on date not null,
        parties jsonb not null,
        brand_id uuid,
        constraint reminder_letter_pk primary key (maker_id, id),
        constraint reminder_letter_run_fk foreign key (maker_id, run_id) references reminder_run (maker_id, id),
        constraint reminder_letter_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint reminder_letter_buyer_fk foreign key (maker_id, buyer_id) references customer_entity (maker_id, id),
        constraint reminder_letter_text_ck check (text in ('notice', 'reminder', 'second_reminder', 'final_notice')),
        constraint reminder_letter_buyer_uq unique (maker_id, run_id, buyer_id)
      )`);
    await query.query(
      `create index reminder_letter_newest_ix on reminder_letter (maker_id, written_on desc, id desc)`,
    );
    await query.query(
      `create index reminder_letter_customer_ix on reminder_letter (maker_id, customer_id, written_on)`,
    );
    await query.query(`select protect_tenant_table('reminder_letter')`);
    await query.query(`revoke update, delete on reminder_letter from dutycycle_app`);

    await query.query(`
      create table reminder (
        maker_id uuid not null,
        id uuid not null,
        letter_id uuid not null,
        customer_id uuid not null,
        document_id uuid not null,
        level smallint not null,
        text text not null,
        sent_on date not null,
        due_on date not null,
        currency text not null,
        open_minor bigint not null,
        interest_minor bigint not null,
        interest jsonb,
        lump_sum_minor bigint not null,
        stopped_at timestamptz,
        stop_reason text,
        constraint reminder_pk primary key (maker_id, id),
        constraint reminder_letter_fk foreign key (maker_id, letter_id) references reminder_letter (maker_id, id),
        constraint reminder_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint reminder_level_ck check (level between 0 and 9 and (level > 0 or sent_on <= due_on)),
        constraint reminder_text_ck check (text in ('notice', 'reminder', 'second_reminder', 'final_notice')),
        constraint reminder_amounts_ck check (open_minor > 0 and interest_minor >= 0 and lump_sum_minor >= 0
          and (interest is not null or interest_minor = 0)),
        constraint reminder_stopped_ck check ((stopped_at is null) = (stop_reason is null)),
        constraint reminder_stop_reason_ck check (stop_reason in ('paid', 'disputed', 'in_collection', 'promised', 'unmatched_money'))
      )`);
    // Two concurrent runs never create two reminders of the same level for a document.
    await query.query(
      `create unique index reminder_level_uq on reminder (maker_id, document_id, level) where stopped_at is null`,
    );
    await query.query(`
      create unique index reminder_lump_sum_uq on reminder (maker_id, document_id)
       where lump_sum_minor > 0 and stopped_at is null`);
    await query.query(`create index reminder_of_letter_ix on reminder (maker_id, letter_id)`);
    await query.query(`select protect_tenant_table('reminder')`);
    await query.query(`revoke delete on reminder from dutycycle_app`);
    await query.query(`
      create function keep_reminder() returns trigger language plpgsql as $$
      declare
        changing constant text[] := array['stopped_at', 'stop_reason'];
      begin
        if old.stopped_at is not null or (to_jsonb(new) - changing) <> (to_jsonb(old) - changing) then
          raise exception 'a reminder can only be stopped, once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger reminder_keep before update on reminder for each row execute function keep_reminder()`);
    await this.#queueLetters(query);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table document_mail no force row level security`);
    await query.query(`delete from document_mail where letter_id is not null`);
    await query.query(`alter table document_mail force row level security`);
    await query.query(`drop index document_mail_letter_ix`);
    await query.query(`
      alter table document_mail
        drop constraint document_mail_content_ck,
        drop constraint document_mail_state_ck,
        add constraint document_mail_state_ck
          check (state in ('waiting', 'sending', 'sent', 'refused', 'failed', 'outcome_unknown')),
        drop column letter_id,
        alter column invoice_id set not null`);
    await query.query(`drop table reminder, reminder_letter, reminder_run`);
    await query.query(`drop function keep_reminder`);
  }

  /** An email contains either a document or a letter with reminders. */
  async #queueLetters(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table document_mail
        add column letter_id uuid,
        alter column invoice_id drop not null,
        add constraint document_mail_content_ck check (num_nonnulls(invoice_id, letter_id) = 1),
        drop constraint document_mail_state_ck,
        add constraint document_mail_state_ck
          check (state in ('waiting', 'sending', 'sent', 'refused', 'failed', 'outcome_unknown', 'canceled'))`);
    await query.query(
      `comment on column document_mail.letter_id is 'letter with reminders; null for an email with a document'`,
    );
    await query.query(
      `create index document_mail_letter_ix on document_mail (maker_id, letter_id) where letter_id is not null`,
    );
  }
}
