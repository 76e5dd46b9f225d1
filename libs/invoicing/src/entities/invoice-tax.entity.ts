import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TaxCategory } from '../domain/document/tax-rules.js';
import { Invoice } from './invoice.entity.js';

/** The totals of one rate of a category on a document (EN 16931, BG-23). */
@Entity('invoice_tax')
@Check(
  'invoice_tax_category_ck',
  `category in ('standard', 'reverse_charge', 'export', 'exempt', 'outside_scope')`,
)
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], { name: 'invoice_tax_invoice_fk' })
export class InvoiceTax {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_tax_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_tax_pk' })
  invoiceId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'invoice_tax_pk' })
  position: number;

  @Column('text')
  category: TaxCategory;

  @Column('numeric')
  percent: string;

  @Column('bigint')
  taxableMinor: string;

  @Column('bigint')
  taxMinor: string;

  /** Printed reason why no tax is charged; empty if tax is charged. */
  @Column('text', { default: '' })
  reason: string;
}
