import type { MigrationInterface, QueryRunner } from 'typeorm';

const BY_TYPE = `create unique index invoice_sequence_uq on invoice (maker_id, legal_entity_id, document_type, fiscal_year, sequence)
  where lead_id is null`;
const BY_KIND = `create unique index invoice_sequence_uq on invoice (maker_id, legal_entity_id, kind, fiscal_year, sequence)
  where lead_id is null`;

/**
 * Lets a month with a negative total be issued as a credit note. Its number is in the series of credit notes, so
 * positions in a series are unique by the type under which a document is issued, and no longer by its kind.
 */
export class IssueNegativeMonths1764000008020 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table invoice add column document_type text`);
    await changeIssued(query, `update invoice set document_type = kind where number is not null`);
    await query.query(`
      alter table invoice
        add constraint invoice_document_type_ck check ((document_type is null) = (number is null)
          and (document_type = kind or (kind = 'invoice' and document_type = 'credit_note')))`);
    await query.query(`drop index invoice_sequence_uq`);
    await query.query(BY_TYPE);
    await query.query(
      `comment on column invoice.document_type is 'as what it was issued: a month below zero is a credit note; null until it is issued'`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop index invoice_sequence_uq`);
    // Months that were issued as credit notes get separate positions among the invoices.
    await changeIssued(query, `update invoice set sequence = -sequence where document_type <> kind`);
    await query.query(
      `alter table invoice drop constraint invoice_document_type_ck, drop column document_type`,
    );
    await query.query(BY_KIND);
  }
}

/** Updates documents of all makers that are otherwise protected against changes. */
async function changeIssued(query: QueryRunner, update: string): Promise<void> {
  await query.query(`alter table invoice disable trigger invoice_keep`);
  await query.query(`alter table invoice no force row level security`);
  await query.query(update);
  await query.query(`alter table invoice force row level security`);
  await query.query(`alter table invoice enable trigger invoice_keep`);
}
