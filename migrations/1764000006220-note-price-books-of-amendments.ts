import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records the price book version from which an amendment took its prices. Price books and this record are visible only
 * to the maker.
 */
export class NotePriceBooksOfAmendments1764000006220 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table amendment_price_book (
        maker_id uuid not null,
        amendment_id uuid not null,
        version_id uuid not null,
        constraint amendment_price_book_pk primary key (maker_id, amendment_id),
        constraint amendment_price_book_amendment_fk foreign key (maker_id, amendment_id)
          references contract_amendment (maker_id, id) on delete cascade,
        constraint amendment_price_book_version_fk foreign key (maker_id, version_id)
          references price_book_version (maker_id, id)
      )`);
    await query.query(`select protect_tenant_table('amendment_price_book')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table amendment_price_book`);
  }
}
