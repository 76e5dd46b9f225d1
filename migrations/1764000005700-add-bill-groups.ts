import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds billing groups: contracts of a customer that are billed on one document. The month of each contract stays a
 * separate invoice, unique per contract and period. The invoices of a document are issued together, under the number of
 * the first one.
 */
export class AddBillGroups1764000005700 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table contract add constraint contract_customer_uq unique (maker_id, customer_id, id)`,
    );
    await query.query(`
      create table bill_group (
        maker_id uuid not null,
        id uuid not null,
        customer_id uuid not null,
        name text not null,
        when_held text not null,
        legal_entity_id uuid not null,
        buyer_id uuid not null,
        currency text not null,
        zone text not null,
        payment_days integer not null,
        prices text not null,
        corrections text not null,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint bill_group_pk primary key (maker_id, id),
        constraint bill_group_customer_uq unique (maker_id, customer_id, id),
        constraint bill_group_name_uq unique (maker_id, customer_id, name),
        constraint bill_group_held_ck check (when_held in ('wait', 'go_on')),
        constraint bill_group_prices_ck check (prices in ('exclusive', 'inclusive')),
        constraint bill_group_corrections_ck check (corrections in ('line', 'document')),
        constraint bill_group_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint bill_group_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint bill_group_buyer_fk foreign key (maker_id, customer_id, buyer_id)
          references customer_entity (maker_id, customer_id, id)
      )`);
    await query.query(`select protect_tenant_table('bill_group', 'scope_sees_customer(customer_id)')`);
    await query.query(`
      create table bill_group_member (
        maker_id uuid not null,
        id uuid not null,
        group_id uuid not null,
        customer_id uuid not null,
        contract_id uuid not null,
        during daterange not null,
        constraint bill_group_member_pk primary key (maker_id, id),
        constraint bill_group_member_during_ck check (not isempty(during) and lower(during) is not null
          and extract(day from lower(during)) = 1 and (upper(during) is null or extract(day from upper(during)) = 1)),
        constraint bill_group_member_overlap_ex exclude using gist (maker_id with =, contract_id with =, during with &&),
        constraint bill_group_member_group_fk foreign key (maker_id, customer_id, group_id)
          references bill_group (maker_id, customer_id, id),
        constraint bill_group_member_contract_fk foreign key (maker_id, customer_id, contract_id)
          references contract (maker_id, customer_id, id)
      )`);
    await query.query(
      `comment on column bill_group_member.during is 'months, each from its first day: a contract is in one group at a time'`,
    );
    await query.query(`create index bill_group_member_group_ix on bill_group_member (maker_id, group_id)`);
    await query.query(`select protect_tenant_table('bill_group_member', 'scope_sees_customer(customer_id)')`);

    // Only the first invoice of a document has a number of its own. The other invoices refer to it and have the same
    // number.
    await query.query(`
      alter table invoice
        add column bill_group_id uuid,
        add column lead_id uuid,
        drop constraint invoice_number_uq,
        drop constraint invoice_sequence_uq,
        add constraint invoice_lead_uq unique (maker_id, id, number),
        add constraint invoice_group_ck check (bill_group_id is null or kind = 'invoice'),
        add constraint invoice_lead_ck check (lead_id is null or (bill_group_id is not null and number is not null)),
        add constraint invoice_group_fk foreign key (maker_id, customer_id, bill_group_id)
          references bill_group (maker_id, customer_id, id),
        add constraint invoice_lead_fk foreign key (maker_id, lead_id, number) references invoice (maker_id, id, number)`);
    await query.query(
      `create unique index invoice_number_uq on invoice (maker_id, number) where lead_id is null`,
    );
    await query.query(`
      create unique index invoice_sequence_uq on invoice (maker_id, legal_entity_id, kind, fiscal_year, sequence)
        where lead_id is null`);
    await query.query(`
      create index invoice_group_ix on invoice (maker_id, bill_group_id, period_from) where bill_group_id is not null`);
    await query.query(
      `comment on column invoice.bill_group_id is 'on whose document the month is billed; null of what is billed alone'`,
    );
    await query.query(
      `comment on column invoice.lead_id is 'the first invoice of the document, whose number it is; null of that one itself, and of what is alone'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index invoice_group_ix`);
    await query.query(`drop index invoice_sequence_uq`);
    await query.query(`drop index invoice_number_uq`);
    // Issued documents of groups are kept. Their invoices after the first one get separate numbers and positions.
    await query.query(`drop trigger invoice_keep on invoice`);
    await query.query(`alter table invoice no force row level security`);
    await query.query(`alter table invoice drop constraint invoice_lead_fk, drop constraint invoice_lead_ck`);
    await query.query(`
      update invoice i set number = i.number || '/' || n.place, sequence = i.sequence * 1000000 + n.place
        from (select maker_id, id, row_number() over (partition by maker_id, lead_id order by id) + 1 as place
                from invoice where lead_id is not null) n
       where n.maker_id = i.maker_id and n.id = i.id`);
    await query.query(`alter table invoice force row level security`);
    await query.query(`
      create trigger invoice_keep before update or delete on invoice
         for each row execute function keep_issued_invoice()`);
    await query.query(`
      alter table invoice
        drop constraint invoice_group_fk,
        drop constraint invoice_group_ck,
        drop constraint invoice_lead_uq,
        drop column lead_id,
        drop column bill_group_id,
        add constraint invoice_number_uq unique (maker_id, number),
        add constraint invoice_sequence_uq unique (maker_id, legal_entity_id, kind, fiscal_year, sequence)`);
    await query.query(`drop table bill_group_member, bill_group`);
    await query.query(`alter table contract drop constraint contract_customer_uq`);
  }
}
