import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns of documents. No database role can change them after a document is issued, except `dispute_blocked_at`. */
const DOCUMENT_COLUMNS = `
  kind text not null default 'invoice',
  original_id uuid,
  credit jsonb,
  buyer_id uuid,
  prices text not null default 'exclusive',
  hold_reasons jsonb not null default '[]',
  net_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  gross_minor bigint not null default 0,
  tax_step numeric,
  tax_point date,
  service_from date,
  service_to date,
  payment_days integer not null default 30,
  approved_at timestamptz,
  approved_by uuid,
  number text,
  fiscal_year integer,
  sequence bigint,
  issued_on date,
  issued_at timestamptz,
  issued_by uuid,
  due_on date,
  posting_date date,
  books_currency text,
  books_rate numeric,
  books_rate_on date,
  books_rate_source text,
  seller jsonb,
  buyer jsonb,
  reason text not null default '',
  dispute_blocked_at timestamptz`;

/**
 * Adds the states draft, held, approved, issued and credited, numbers without gaps, taxes by rate, and protection of
 * issued documents against changes.
 */
export class AddInvoiceLife1764000003620 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    const columns = DOCUMENT_COLUMNS.split(',\n').map((column) => `add column ${column.trim()}`);
    await query.query(`alter table invoice ${columns.join(', ')}`);
    await query.query(`alter table invoice no force row level security`);
    await query.query(`alter table contract no force row level security`);
    await query.query(`
      update invoice i
         set buyer_id = c.buyer_id, payment_days = c.payment_days, net_minor = i.total_minor, gross_minor = i.total_minor,
             tax_point = i.period_to - 1, service_from = i.period_from, service_to = i.period_to - 1
        from contract c where c.maker_id = i.maker_id and c.id = i.contract_id`);
    await query.query(`alter table invoice force row level security`);
    await query.query(`alter table contract force row level security`);
    await query.query(`
      alter table invoice
        alter column kind drop default,
        alter column prices drop default,
        alter column payment_days drop default,
        alter column buyer_id set not null,
        alter column tax_point set not null,
        alter column service_from set not null,
        alter column service_to set not null,
        drop constraint invoice_period_uq,
        drop constraint invoice_state_ck,
        add constraint invoice_state_ck check (state in ('draft', 'held', 'approved', 'issued', 'credited')),
        add constraint invoice_kind_ck check (kind in ('invoice', 'credit_note')),
        add constraint invoice_prices_ck check (prices in ('exclusive', 'inclusive')),
        add constraint invoice_sum_ck check (gross_minor = net_minor + tax_minor),
        add constraint invoice_held_ck check (state <> 'held' or hold_reasons <> '[]'),
        add constraint invoice_approved_ck check (state in ('draft', 'held') or approved_at is not null),
        add constraint invoice_issued_ck check ((state in ('issued', 'credited')) = (number is not null)
          and (number is null) = (issued_on is null) and (number is null) = (due_on is null)
          and (number is null) = (posting_date is null) and (number is null) = (seller is null)
          and (number is null) = (buyer is null) and (number is null) = (books_rate is null)
          and (number is null) = (sequence is null)),
        add constraint invoice_credit_ck check ((kind = 'credit_note') = (original_id is not null)
          and (kind = 'credit_note') = (credit is not null)),
        add constraint invoice_number_uq unique (maker_id, number),
        add constraint invoice_sequence_uq unique (maker_id, legal_entity_id, kind, fiscal_year, sequence),
        add constraint invoice_buyer_fk foreign key (maker_id, customer_id, buyer_id)
          references customer_entity (maker_id, customer_id, id),
        add constraint invoice_original_fk foreign key (maker_id, original_id) references invoice (maker_id, id)`);
    await query.query(
      `create unique index invoice_period_uq on invoice (maker_id, contract_id, period_from) where kind = 'invoice'`,
    );
    await query.query(
      `create index invoice_original_ix on invoice (maker_id, original_id) where original_id is not null`,
    );
    await query.query(
      `create index invoice_issued_ix on invoice (maker_id, legal_entity_id, issued_on) where issued_on is not null`,
    );

    await query.query(`
      alter table invoice_line
        add column net_minor bigint,
        add column tax_minor bigint,
        add column tax_rule jsonb`);
    await query.query(`
      create table invoice_tax (
        maker_id uuid not null,
        invoice_id uuid not null,
        position integer not null,
        category text not null,
        percent numeric not null,
        taxable_minor bigint not null,
        tax_minor bigint not null,
        reason text not null default '',
        constraint invoice_tax_pk primary key (maker_id, invoice_id, position),
        constraint invoice_tax_category_ck check (category in ('standard', 'reverse_charge', 'export', 'exempt')),
        constraint invoice_tax_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('invoice_tax', 'exists (
        select from invoice i where i.maker_id = invoice_tax.maker_id and i.id = invoice_tax.invoice_id)')`);
    await query.query(`
      create table invoice_series (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        kind text not null,
        fiscal_year integer not null,
        last_number bigint not null,
        last_issued_on date not null,
        constraint invoice_series_pk primary key (maker_id, legal_entity_id, kind, fiscal_year),
        constraint invoice_series_kind_ck check (kind in ('invoice', 'credit_note')),
        constraint invoice_series_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('invoice_series')`);
    await query.query(`revoke delete on invoice_series from dutycycle_app`);

    // Time of the product's clock, which a demo world can shift. If no time is set, the time of PostgreSQL.
    await query.query(`
      create function scope_now() returns timestamptz language sql stable as
      $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$`);
    // Customers see issued documents and the document of the current month. All other documents in preparation are
    // visible only to the maker.
    const visible = `maker_id = scope_maker() and scope_sees_customer(customer_id)
      and (scope_is_maker() or state in ('issued', 'credited') or period_to > (scope_now() at time zone zone)::date)`;
    await query.query(`alter policy tenant on invoice using (${visible}) with check (${visible})`);

    await query.query(`
      create function keep_issued_invoice() returns trigger language plpgsql as $$
      begin
        if old.state not in ('issued', 'credited') then
          return coalesce(new, old);
        end if;
        -- What becomes of it afterwards: all of it was credited, and a dispute keeps it out of dunning.
        if tg_op = 'UPDATE' and (new.state = old.state or (old.state = 'issued' and new.state = 'credited'))
           and to_jsonb(new) - '{state,dispute_blocked_at}'::text[] = to_jsonb(old) - '{state,dispute_blocked_at}'::text[] then
          return new;
        end if;
        raise exception 'An issued invoice is never changed' using errcode = 'restrict_violation';
      end $$`);
    await query.query(`
      create trigger invoice_keep before update or delete on invoice
         for each row execute function keep_issued_invoice()`);
    await query.query(`
      create function keep_part_of_issued_invoice() returns trigger language plpgsql as $$
      declare part record := coalesce(new, old);
      begin
        if exists (select from invoice i where i.maker_id = part.maker_id and i.state in ('issued', 'credited')
                      and (i.id = part.invoice_id or (tg_op = 'UPDATE' and i.id = old.invoice_id))) then
          raise exception 'An issued invoice is never changed' using errcode = 'restrict_violation';
        end if;
        return part;
      end $$`);
    for (const table of ['invoice_line', 'invoice_tax']) {
      await query.query(`
        create trigger ${table}_keep before insert or update or delete on ${table}
           for each row execute function keep_part_of_issued_invoice()`);
    }
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger invoice_line_keep on invoice_line`);
    await query.query(`drop trigger invoice_keep on invoice`);
    await query.query(`drop table invoice_series, invoice_tax`);
    await query.query(`drop function keep_part_of_issued_invoice`);
    await query.query(`drop function keep_issued_invoice`);
    const visible = `maker_id = scope_maker() and scope_sees_customer(customer_id)`;
    await query.query(`alter policy tenant on invoice using (${visible}) with check (${visible})`);
    await query.query(`drop function scope_now`);
    await query.query(
      `alter table invoice_line drop column net_minor, drop column tax_minor, drop column tax_rule`,
    );
    await query.query(`drop index invoice_period_uq`);
    const columns = DOCUMENT_COLUMNS.split(',\n').map(
      (column) => `drop column ${column.trim().split(' ')[0]}`,
    );
    await query.query(`alter table invoice no force row level security`);
    await query.query(`alter table invoice_line no force row level security`);
    await query.query(`
      delete from invoice_line l using invoice i
       where i.maker_id = l.maker_id and i.id = l.invoice_id and i.kind <> 'invoice'`);
    await query.query(`delete from invoice where kind <> 'invoice'`);
    await query.query(`alter table invoice drop constraint invoice_state_ck`);
    await query.query(`update invoice set state = 'draft'`);
    await query.query(`alter table invoice force row level security`);
    await query.query(`alter table invoice_line force row level security`);
    await query.query(`
      alter table invoice ${columns.join(', ')},
        add constraint invoice_state_ck check (state in ('draft')),
        add constraint invoice_period_uq unique (maker_id, contract_id, period_from)`);
  }
}
