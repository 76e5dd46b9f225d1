import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes legal entities the seller and the buyer of an invoice. The maker's legal entity determines the printed details
 * and the numbers of documents. A customer has legal entities of its own, and each contract refers to one of them.
 */
export class AddInvoiceParties1764000003600 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table legal_entity
        add column street text not null default '',
        add column postal_code text not null default '',
        add column city text not null default '',
        add column registrations jsonb not null default '{}',
        add column email text not null default '',
        add column bank_account jsonb not null default '{}',
        add column series_prefix text not null default '',
        add column fiscal_year_month integer not null default 1,
        add constraint legal_entity_fiscal_month_ck check (fiscal_year_month between 1 and 12),
        add constraint legal_entity_series_ck check (series_prefix ~ '^[A-Z0-9]{0,10}$')`);
    await query.query(`alter table legal_entity no force row level security`);
    await query.query(`
      update legal_entity e set series_prefix = e.country || case when n.place = 1 then '' else n.place::text end
        from (select maker_id, id, row_number() over (partition by maker_id, country order by id) as place from legal_entity) n
       where n.maker_id = e.maker_id and n.id = e.id`);
    await query.query(`alter table legal_entity force row level security`);
    // Two legal entities of one maker must not assign the same number.
    await query.query(
      `create unique index legal_entity_series_uq on legal_entity (maker_id, series_prefix) where series_prefix <> ''`,
    );
    await query.query(`alter table maker add column four_eyes_limits jsonb not null default '{}'`);

    await query.query(`
      create table customer_entity (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        name text not null,
        street text not null default '',
        postal_code text not null default '',
        city text not null default '',
        country text not null,
        tax_ids jsonb not null default '{}',
        invoice_email text not null default '',
        archived_at timestamptz,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint customer_entity_pk primary key (maker_id, id),
        constraint customer_entity_customer_uq unique (maker_id, customer_id, id),
        constraint customer_entity_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('customer_entity', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table customer_order (
        maker_id uuid not null,
        id uuid not null,
        buyer_id uuid not null,
        number text not null,
        reference text not null default '',
        valid_from date not null,
        valid_to date,
        amount_minor bigint,
        currency text,
        version integer not null default 1,
        constraint customer_order_pk primary key (maker_id, id),
        constraint customer_order_validity_ck check (valid_to is null or valid_to >= valid_from),
        constraint customer_order_amount_ck check ((amount_minor is null) = (currency is null) and amount_minor >= 0),
        constraint customer_order_buyer_fk foreign key (maker_id, buyer_id) references customer_entity (maker_id, id)
      )`);
    await query.query(`
      select protect_tenant_table('customer_order', 'exists (
        select from customer_entity e where e.maker_id = customer_order.maker_id and e.id = customer_order.buyer_id)')`);

    await query.query(`alter table customer no force row level security`);
    await query.query(`alter table contract no force row level security`);
    await query.query(`alter table customer_entity no force row level security`);
    await query.query(`
      insert into customer_entity (maker_id, id, customer_id, name, country, tax_ids, created_at)
      select maker_id, gen_random_uuid(), id, name, country,
             case when tax_id = '' then '{}' else jsonb_build_object('tax', tax_id) end, now()
        from customer`);
    await query.query(`
      alter table contract
        add column buyer_id uuid,
        add column prices_include_tax boolean not null default false`);
    await query.query(`
      update contract c set buyer_id = e.id
        from customer_entity e where e.maker_id = c.maker_id and e.customer_id = c.customer_id`);
    await query.query(`
      alter table contract
        alter column buyer_id set not null,
        add constraint contract_buyer_fk foreign key (maker_id, customer_id, buyer_id)
          references customer_entity (maker_id, customer_id, id)`);
    await query.query(`alter table customer force row level security`);
    await query.query(`alter table contract force row level security`);
    await query.query(`alter table customer_entity force row level security`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column buyer_id, drop column prices_include_tax`);
    await query.query(`drop table customer_order, customer_entity`);
    await query.query(`alter table maker drop column four_eyes_limits`);
    await query.query(`drop index legal_entity_series_uq`);
    await query.query(`
      alter table legal_entity
        drop column street, drop column postal_code, drop column city, drop column registrations, drop column email,
        drop column bank_account, drop column series_prefix, drop column fiscal_year_month`);
  }
}
