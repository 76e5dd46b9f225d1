import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Invoice } from './invoice.entity.js';

/** The release of a document's deferred revenue in a month. It never changes. */
@Entity('revenue_release')
@Index('revenue_release_month_ix', ['makerId', 'legalEntityId', 'month'])
@Check('revenue_release_month_ck', `extract(day from month) = 1`)
@ForeignKey(() => Invoice, ['makerId', 'documentId'], ['makerId', 'id'], {
  name: 'revenue_release_document_fk',
})
export class RevenueRelease {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'revenue_release_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'revenue_release_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  documentId: string;

  /** First day of the released month. The release includes unreleased revenue of earlier months. */
  @Column('date')
  month: string;

  @Column('date')
  postingDate: string;

  @Column('timestamptz')
  postedAt: Date;

  @Column('uuid', { nullable: true })
  postedBy: string | null;

  /** Name of the person at that time, filled in by the database. */
  @Column('text', { nullable: true })
  postedByName: string | null;
}
