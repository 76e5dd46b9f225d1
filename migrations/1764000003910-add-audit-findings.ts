import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the findings of the self-audit when an invoice was last drafted. */
export class AddAuditFindings1764000003910 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table audit_finding (
        maker_id uuid not null,
        id uuid not null,
        invoice_id uuid not null,
        code text not null,
        severity text not null,
        position integer,
        params jsonb not null default '{}',
        found_at timestamptz not null,
        constraint audit_finding_pk primary key (maker_id, id),
        constraint audit_finding_severity_ck check (severity in ('blocks', 'asks')),
        constraint audit_finding_invoice_fk foreign key (maker_id, invoice_id) references invoice (maker_id, id) on delete cascade
      )`);
    await query.query(
      `comment on column audit_finding.position is 'of the line that it is about; null where it is about the invoice'`,
    );
    await query.query(`create index audit_finding_invoice_ix on audit_finding (maker_id, invoice_id)`);
    // A finding can name another customer's contract, so only the maker can see it.
    await query.query(`select protect_tenant_table('audit_finding')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table audit_finding`);
  }
}
