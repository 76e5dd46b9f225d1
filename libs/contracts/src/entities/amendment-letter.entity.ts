import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ContractAmendment } from './contract-amendment.entity.js';

/**
 * The letter that notifies a customer of an index adjustment. Its content never changes. It is deleted if the draft is
 * discarded.
 */
@Entity('amendment_letter')
@Check('amendment_letter_mailed_ck', `(mailed_to is null) = (mailed_at is null)`)
@ForeignKey(() => ContractAmendment, ['makerId', 'amendmentId'], ['makerId', 'id'], {
  name: 'amendment_letter_amendment_fk',
  onDelete: 'CASCADE',
})
export class AmendmentLetter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'amendment_letter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'amendment_letter_pk' })
  amendmentId: string;

  /** BCP 47 tag. */
  @Column('text')
  language: string;

  @Column('bytea')
  pdf: Buffer;

  @Column('text', { comment: 'of its bytes, hex' })
  sha256: string;

  @Column('timestamptz')
  madeAt: Date;

  @Column('text', { nullable: true })
  mailedTo: string | null;

  @Column('timestamptz', { nullable: true })
  mailedAt: Date | null;
}
