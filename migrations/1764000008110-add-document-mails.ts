import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Emails with issued documents, the contacts that receive them, whether a legal entity sends them automatically, and
 * the first opening of a document by the customer.
 */
export class AddDocumentMails1764000008110 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table contact add column receives_invoices boolean not null default false,
                          add column language text not null default ''`);
    await query.query(
      `comment on column contact.language is 'BCP 47 tag; empty for the language of the customer'`,
    );
    await query.query(
      `create index contact_invoices_ix on contact (maker_id, customer_id) where receives_invoices`,
    );
    await query.query(`alter table legal_entity add column mails_documents boolean not null default false`);
    await query.query(`
      create table document_mail (
        maker_id uuid not null,
        id uuid not null,
        invoice_id uuid not null,
        contact_id uuid,
        recipient text not null,
        recipient_name text not null,
        language text not null,
        subject text,
        state text not null,
        attempts integer not null default 0,
        due_at timestamptz not null,
        claim_id uuid,
        claimed_until timestamptz,
        error text,
        is_automatic boolean not null,
        requested_by uuid,
        requested_by_name text,
        created_at timestamptz not null,
        finished_at timestamptz,
        constraint document_mail_pk primary key (maker_id, id),
        constraint document_mail_state_ck
          check (state in ('waiting', 'sending', 'sent', 'refused', 'failed', 'outcome_unknown')),
        constraint document_mail_claim_ck
          check (state <> 'sending' or (claim_id is not null and claimed_until is not null)),
        constraint document_mail_finished_ck check ((state in ('waiting', 'sending')) = (finished_at is null)),
        constraint document_mail_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id),
        constraint document_mail_contact_fk foreign key (maker_id, contact_id) references contact (maker_id, id)
      )`);
    await query.query(
      `comment on column document_mail.invoice_id is 'for the document of a bill group, its first invoice'`,
    );
    await query.query(`comment on column document_mail.contact_id is 'null for the address of the buyer'`);
    await query.query(
      `create index document_mail_invoice_ix on document_mail (maker_id, invoice_id, created_at)`,
    );
    await query.query(
      `create index document_mail_open_ix on document_mail (due_at) where state in ('waiting', 'sending')`,
    );
    // Two people who press the button at the same time send one email.
    await query.query(`
      create unique index document_mail_open_uq on document_mail (maker_id, invoice_id, recipient)
       where state in ('waiting', 'sending')`);
    await query.query(`
      create trigger document_mail_requested_by_name before insert or update on document_mail
         for each row execute function note_name('requested_by', 'requested_by_name')`);
    await query.query(`select protect_tenant_table('document_mail')`);
    await query.query(`revoke delete on document_mail from dutycycle_app`);
    await query.query(`
      create table document_opening (
        maker_id uuid not null,
        invoice_id uuid not null,
        customer_id uuid not null,
        opened_at timestamptz not null,
        opened_by uuid,
        opened_by_name text,
        via text not null,
        constraint document_opening_pk primary key (maker_id, invoice_id),
        constraint document_opening_via_ck check (via in ('portal', 'mail_link')),
        constraint document_opening_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id),
        constraint document_opening_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(`
      create trigger document_opening_opened_by_name before insert or update on document_opening
         for each row execute function note_name('opened_by', 'opened_by_name')`);
    await query.query(`select protect_tenant_table('document_opening', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke update, delete on document_opening from dutycycle_app`);
    await query.query(`
      create function list_makers_with_due_document_mail(at timestamptz) returns table (maker_id uuid)
        language sql stable security definer set search_path = public, pg_temp
        as $$ select distinct d.maker_id from document_mail d
               where d.state in ('waiting', 'sending') and (d.due_at <= at or d.claimed_until <= at) $$`);
    await query.query(`revoke all on function list_makers_with_due_document_mail(timestamptz) from public`);
    await query.query(
      `grant execute on function list_makers_with_due_document_mail(timestamptz) to dutycycle_app`,
    );
    await query.query(`
      alter table bulk_decision drop constraint bulk_decision_action_ck,
        add constraint bulk_decision_action_ck check (action in ('approve', 'issue', 'reopen', 'send'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table bulk_decision drop constraint bulk_decision_action_ck,
        add constraint bulk_decision_action_ck check (action in ('approve', 'issue', 'reopen'))`);
    await query.query(`drop function list_makers_with_due_document_mail(timestamptz)`);
    await query.query(`drop table document_opening, document_mail`);
    await query.query(`alter table legal_entity drop column mails_documents`);
    await query.query(`drop index contact_invoices_ix`);
    await query.query(`alter table contact drop column receives_invoices, drop column language`);
  }
}
