import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Logo and accent colour of a maker's documents. Each change adds a row, and an issued document refers to the one that
 * it was issued with.
 */
export class AddDocumentBrands1764000008111 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table document_brand (
        maker_id uuid not null,
        id uuid not null,
        accent text not null,
        logo bytea,
        created_at timestamptz not null,
        created_by uuid,
        created_by_name text,
        constraint document_brand_pk primary key (maker_id, id),
        constraint document_brand_accent_ck check (accent ~ '^#[0-9a-f]{6}$'),
        constraint document_brand_logo_ck check (octet_length(logo) <= 1000000)
      )`);
    await query.query(`comment on column document_brand.logo is 'PNG without transparency; null for none'`);
    await query.query(`create index document_brand_created_ix on document_brand (maker_id, created_at, id)`);
    await query.query(`
      create trigger document_brand_created_by_name before insert or update on document_brand
         for each row execute function note_name('created_by', 'created_by_name')`);
    await query.query(`select protect_tenant_table('document_brand', 'true')`);
    await query.query(`revoke update, delete on document_brand from dutycycle_app`);
    await query.query(`alter table invoice add column brand_id uuid`);
    await query.query(
      `comment on column invoice.brand_id is 'logo and colour with which it was issued; null for the default'`,
    );
    await query.query(`
      alter table invoice add constraint invoice_brand_fk foreign key (maker_id, brand_id)
        references document_brand (maker_id, id)`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table invoice drop constraint invoice_brand_fk, drop column brand_id`);
    await query.query(`drop table document_brand`);
  }
}
