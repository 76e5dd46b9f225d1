import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';
import type { DocumentKind } from '../domain/document/invoice-state.js';

/**
 * The last number that a seller assigned to a kind of document in a fiscal year. Locking the row serializes issuing
 * until commit.
 */
@Entity('invoice_series')
@Check('invoice_series_kind_ck', `kind in ('invoice', 'credit_note', 'correction')`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'invoice_series_legal_entity_fk',
})
export class InvoiceSeries {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_series_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_series_pk' })
  legalEntityId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'invoice_series_pk' })
  kind: DocumentKind;

  /** The calendar year in which the fiscal year began. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'invoice_series_pk' })
  fiscalYear: number;

  @Column('bigint')
  lastNumber: string;

  @Column('date')
  lastIssuedOn: string;
}
