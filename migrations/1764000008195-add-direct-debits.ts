import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mandates of payers, and files with SEPA direct debits. Files never change. A mandate ends at most once, and a debit
 * is returned at most once.
 */
export class AddDirectDebits1764000008195 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table debit_creditor (
        maker_id uuid not null,
        legal_entity_id uuid not null,
        creditor_id text not null,
        notice_days integer not null,
        changed_at timestamptz not null,
        constraint debit_creditor_pk primary key (maker_id, legal_entity_id),
        constraint debit_creditor_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint debit_creditor_id_ck check (creditor_id <> ''),
        constraint debit_creditor_notice_ck check (notice_days between 1 and 90)
      )`);
    await query.query(`
      create table mandate (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        customer_id uuid not null,
        reference text not null,
        scheme text not null,
        creditor_id text not null,
        payer_name text not null,
        account text not null,
        signed_on date not null,
        registered_at timestamptz not null,
        registered_by uuid,
        registered_by_name text,
        ended_at timestamptz,
        ended_by uuid,
        ended_by_name text,
        end_why text,
        constraint mandate_pk primary key (maker_id, id),
        constraint mandate_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint mandate_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint mandate_scheme_ck check (scheme in ('core', 'b2b')),
        constraint mandate_payer_ck check (payer_name <> '' and account <> '' and reference <> ''),
        constraint mandate_ended_ck check ((ended_at is null) = (end_why is null))
      )`);
    await query.query(
      `create unique index mandate_reference_uq on mandate (maker_id, legal_entity_id, reference)`,
    );
    await query.query(
      `create unique index mandate_active_uq on mandate (maker_id, legal_entity_id, customer_id) where ended_at is null`,
    );
    await query.query(`create index mandate_customer_ix on mandate (maker_id, customer_id)`);
    await query.query(`
      create table debit_file (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        bank_account_id uuid not null,
        collect_on date not null,
        debit_count integer not null,
        total_minor bigint not null,
        content text not null,
        sha256 text not null,
        created_at timestamptz not null,
        created_by uuid,
        created_by_name text,
        constraint debit_file_pk primary key (maker_id, id),
        constraint debit_file_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint debit_file_account_fk foreign key (maker_id, bank_account_id) references bank_account (maker_id, id),
        constraint debit_file_total_ck check (debit_count > 0 and total_minor > 0)
      )`);
    await query.query(`create index debit_file_created_ix on debit_file (maker_id, created_at, id)`);
    await query.query(`
      create table debit (
        maker_id uuid not null,
        id uuid not null,
        debit_file_id uuid not null,
        mandate_id uuid not null,
        customer_id uuid not null,
        document_id uuid not null,
        amount_minor bigint not null,
        returned_at timestamptz,
        returned_by uuid,
        returned_by_name text,
        return_reason text,
        constraint debit_pk primary key (maker_id, id),
        constraint debit_file_fk foreign key (maker_id, debit_file_id) references debit_file (maker_id, id),
        constraint debit_mandate_fk foreign key (maker_id, mandate_id) references mandate (maker_id, id),
        constraint debit_customer_fk foreign key (maker_id, customer_id) references customer (maker_id, id),
        constraint debit_document_fk foreign key (maker_id, document_id) references open_item (maker_id, document_id),
        constraint debit_amount_ck check (amount_minor > 0),
        constraint debit_returned_ck check ((returned_at is null) = (return_reason is null))
      )`);
    await query.query(
      `create unique index debit_document_uq on debit (maker_id, document_id) where returned_at is null`,
    );
    await query.query(`create index debit_file_ix on debit (maker_id, debit_file_id)`);
    await query.query(`create index debit_mandate_ix on debit (maker_id, mandate_id)`);
    await query.query(`create index debit_customer_ix on debit (maker_id, customer_id)`);
    await query.query(`
      alter table refund
        add column debit_id uuid,
        add constraint refund_debit_fk foreign key (maker_id, debit_id) references debit (maker_id, id)`);
    await query.query(
      `create index refund_debit_ix on refund (maker_id, debit_id) where debit_id is not null`,
    );
    for (const [table, column] of [
      ['mandate', 'registered_by'],
      ['mandate', 'ended_by'],
      ['debit_file', 'created_by'],
      ['debit', 'returned_by'],
    ])
      await query.query(`
        create trigger ${table}_${column}_name before insert or update on ${table}
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('debit_creditor'), protect_tenant_table('debit_file')`);
    for (const table of ['mandate', 'debit'])
      await query.query(`select protect_tenant_table('${table}', 'scope_sees_customer(customer_id)')`);
    await query.query(`revoke delete on debit_creditor, mandate, debit from dutycycle_app`);
    await query.query(`revoke update, delete on debit_file from dutycycle_app`);
    await query.query(`revoke update on mandate, debit from dutycycle_app`);
    await query.query(
      `grant update (ended_at, ended_by, ended_by_name, end_why) on mandate to dutycycle_app`,
    );
    await query.query(
      `grant update (returned_at, returned_by, returned_by_name, return_reason) on debit to dutycycle_app`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table refund drop column debit_id`);
    await query.query(`drop table debit, debit_file, mandate, debit_creditor`);
  }
}
