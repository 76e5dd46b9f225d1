import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds a maker's price books by currency and version, and the version with which a contract was priced. */
export class AddPriceBooks1764000005910 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table price_book (
        maker_id uuid not null,
        id uuid not null,
        code text not null,
        name text not null,
        currency text not null,
        created_at timestamptz not null,
        constraint price_book_pk primary key (maker_id, id),
        constraint price_book_code_uq unique (maker_id, code),
        constraint price_book_currency_ck check (currency ~ '^[A-Z]{3}$'),
        constraint price_book_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(`select protect_tenant_table('price_book')`);
    await query.query(`
      create table price_book_version (
        maker_id uuid not null,
        id uuid not null,
        book_id uuid not null,
        number integer not null,
        during daterange not null,
        entries jsonb not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        constraint price_book_version_pk primary key (maker_id, id),
        constraint price_book_version_number_uq unique (maker_id, book_id, number),
        constraint price_book_version_overlap_ex exclude using gist (maker_id with =, book_id with =, during with &&),
        constraint price_book_version_book_fk foreign key (maker_id, book_id) references price_book (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('price_book_version')`);
    // Contracts refer to the version with which they were priced, so only its validity can change.
    await query.query(`revoke update, delete on price_book_version from dutycycle_app`);
    await query.query(`grant update (during) on price_book_version to dutycycle_app`);
    await query.query(`
      create table contract_price_book (
        maker_id uuid not null,
        contract_id uuid not null,
        version_id uuid not null,
        noted_at timestamptz not null,
        constraint contract_price_book_pk primary key (maker_id, contract_id),
        constraint contract_price_book_contract_fk foreign key (maker_id, contract_id) references contract (maker_id, id),
        constraint contract_price_book_version_fk foreign key (maker_id, version_id) references price_book_version (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('contract_price_book')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table contract_price_book, price_book_version, price_book`);
  }
}
