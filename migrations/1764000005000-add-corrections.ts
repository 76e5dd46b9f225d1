import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds corrections: changes to an issued month because of later data. A billing run finds a correction, which stays
 * open until a document contains it, line by line.
 */
export class AddCorrections1764000005000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table invoice
        add column credits_quantity boolean not null default false,
        add column priced_by jsonb,
        drop constraint invoice_kind_ck,
        drop constraint invoice_credit_ck,
        add constraint invoice_kind_ck check (kind in ('invoice', 'credit_note', 'correction')),
        add constraint invoice_credit_ck check ((kind <> 'invoice') = (original_id is not null)
          and (credit is null or kind = 'credit_note'))`);
    await query.query(`
      alter table invoice_series
        drop constraint invoice_series_kind_ck,
        add constraint invoice_series_kind_ck check (kind in ('invoice', 'credit_note', 'correction'))`);
    await query.query(`
      alter table invoice_line
        add column corrects_invoice_id uuid,
        add column corrects_line_id uuid,
        add constraint invoice_line_corrects_fk foreign key (maker_id, corrects_invoice_id) references invoice (maker_id, id),
        add constraint invoice_line_corrects_line_fk foreign key (maker_id, corrects_line_id)
          references invoice_line (maker_id, id)`);
    await query.query(`
      create index invoice_line_corrects_ix on invoice_line (maker_id, corrects_invoice_id)
        where corrects_invoice_id is not null`);
    await query.query(`
      alter table billing_run_result
        add column corrections integer not null default 0,
        add column corrected_minor bigint not null default 0`);
    await query.query(`
      create table correction (
        maker_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        period_from date not null,
        original_id uuid not null,
        state text not null default 'open',
        form text not null,
        document_id uuid,
        total_minor bigint not null,
        lines jsonb not null,
        content_hash text not null,
        known_before timestamptz not null,
        found_at timestamptz not null,
        settled_at timestamptz,
        constraint correction_pk primary key (maker_id, id),
        constraint correction_state_ck check (state in ('open', 'settled')),
        constraint correction_settled_ck check ((state = 'settled') = (settled_at is not null)
          and (state = 'open' or document_id is not null)),
        constraint correction_form_ck check (form in ('line', 'document')),
        constraint correction_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint correction_original_fk foreign key (maker_id, original_id) references invoice (maker_id, id),
        constraint correction_document_fk foreign key (maker_id, document_id) references invoice (maker_id, id)
      )`);
    await query.query(`
      create unique index correction_open_uq on correction (maker_id, contract_id, period_from) where state = 'open'`);
    await query.query(
      `create index correction_document_ix on correction (maker_id, document_id) where document_id is not null`,
    );
    // Only the maker can see corrections in preparation. Issued corrections are shown on their document.
    await query.query(`select protect_tenant_table('correction')`);
    await query.query(`
      create function keep_settled_correction() returns trigger language plpgsql as $$
      begin
        if old.state = 'settled' then
          raise exception 'A correction that was issued is never changed' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$`);
    await query.query(`
      create trigger correction_keep before update or delete on correction
         for each row execute function keep_settled_correction()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table correction`);
    await query.query(`drop function keep_settled_correction`);
    await query.query(`alter table billing_run_result drop column corrections, drop column corrected_minor`);
    // The journal entries of corrections are kept. Documents of corrections therefore stay as credit notes of zero,
    // with numbers outside the range of the series.
    await query.query(`drop trigger invoice_keep on invoice`);
    await query.query(`alter table invoice no force row level security`);
    await query.query(`alter table invoice_series no force row level security`);
    await query.query(
      `alter table invoice drop constraint invoice_credit_ck, drop constraint invoice_kind_ck`,
    );
    await query.query(`
      update invoice set sequence = case kind when 'correction' then sequence + 1000000 else sequence end,
             kind = 'credit_note', credit = '{"net":"0"}'
       where original_id is not null and credit is null`);
    await query.query(`delete from invoice_series where kind = 'correction'`);
    await query.query(`alter table invoice_series force row level security`);
    await query.query(`alter table invoice force row level security`);
    await query.query(`
      create trigger invoice_keep before update or delete on invoice
         for each row execute function keep_issued_invoice()`);
    await query.query(`drop index invoice_line_corrects_ix`);
    await query.query(`
      alter table invoice_line
        drop constraint invoice_line_corrects_line_fk,
        drop constraint invoice_line_corrects_fk,
        drop column corrects_line_id,
        drop column corrects_invoice_id`);
    await query.query(`
      alter table invoice_series
        drop constraint invoice_series_kind_ck,
        add constraint invoice_series_kind_ck check (kind in ('invoice', 'credit_note'))`);
    await query.query(`
      alter table invoice
        add constraint invoice_kind_ck check (kind in ('invoice', 'credit_note')),
        add constraint invoice_credit_ck check ((kind = 'credit_note') = (original_id is not null)
          and (kind = 'credit_note') = (credit is not null)),
        drop column priced_by,
        drop column credits_quantity`);
  }
}
