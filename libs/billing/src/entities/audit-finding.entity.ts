import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Invoice } from '#invoicing';
import type { AuditFinding, Severity } from '../domain/audit/audited-invoice.js';

/**
 * A finding of the self-audit from the last time that the invoice was drafted. It is visible to the maker only,
 * because it can mention another customer.
 */
@Entity('audit_finding')
@Check('audit_finding_severity_ck', `severity in ('blocks', 'asks')`)
@Index('audit_finding_invoice_ix', ['makerId', 'invoiceId'])
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], {
  name: 'audit_finding_invoice_fk',
  onDelete: 'CASCADE',
})
export class StoredFinding {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_finding_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_finding_pk' })
  id: string;

  @Column('uuid')
  invoiceId: string;

  @Column('text')
  code: string;

  @Column('text')
  severity: Severity;

  @Column('integer', {
    nullable: true,
    comment: 'of the line that it is about; null where it is about the invoice',
  })
  position: number | null;

  @Column('jsonb', { default: {} })
  params: AuditFinding['params'];

  @Column('timestamptz')
  foundAt: Date;
}
