import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { InvoiceLine } from './invoice-line.entity.js';
import { Invoice } from './invoice.entity.js';
import { RevenueRelease } from './revenue-release.entity.js';

/**
 * A month's part of the revenue of a line that is billed in advance, or of a credit of such a line. Each part is
 * released only once.
 */
@Entity('deferred_revenue')
@Index('deferred_revenue_due_ix', ['makerId', 'legalEntityId', 'month'], { where: 'released_on is null' })
@Index('deferred_revenue_line_ix', ['makerId', 'invoiceLineId'])
@Index('deferred_revenue_release_ix', ['makerId', 'releaseId'], { where: 'release_id is not null' })
@Check('deferred_revenue_month_ck', `extract(day from month) = 1`)
@Check('deferred_revenue_released_ck', `release_id is null or released_on is not null`)
@ForeignKey(() => Invoice, ['makerId', 'documentId'], ['makerId', 'id'], {
  name: 'deferred_revenue_document_fk',
})
@ForeignKey(() => InvoiceLine, ['makerId', 'invoiceLineId'], ['makerId', 'id'], {
  name: 'deferred_revenue_line_fk',
})
@ForeignKey(() => RevenueRelease, ['makerId', 'releaseId'], ['makerId', 'id'], {
  name: 'deferred_revenue_release_fk',
})
export class DeferredRevenue {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deferred_revenue_pk' })
  makerId: string;

  /** The document with the journal entry that posted the part; for a billing group, its first invoice. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deferred_revenue_pk' })
  documentId: string;

  @PrimaryColumn('uuid', {
    primaryKeyConstraintName: 'deferred_revenue_pk',
    comment: 'line that billed the service; for a credit note, the line that it credits',
  })
  invoiceLineId: string;

  /** First day of the month in which the part becomes revenue. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'deferred_revenue_pk' })
  month: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text')
  currency: string;

  /** Minor units, positive for revenue and negative for a credit. */
  @Column('bigint')
  amountMinor: string;

  /** The amount in the accounting currency, at the rate of the document. */
  @Column('bigint')
  booksAmountMinor: string;

  @Column('date', {
    nullable: true,
    comment: 'posting date; without a release, the part was revenue when the document was posted',
  })
  releasedOn: string | null;

  @Column('uuid', { nullable: true })
  releaseId: string | null;
}
