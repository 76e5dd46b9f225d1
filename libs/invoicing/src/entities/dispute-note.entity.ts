import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Side } from '../domain/dispute/dispute.js';
import { Dispute } from './dispute.entity.js';

/** A message in a dispute. Immutable. */
@Entity('dispute_note')
@Index('dispute_note_dispute_ix', ['makerId', 'disputeId', 'at'])
@Check('dispute_note_side_ck', `side in ('customer', 'maker')`)
@ForeignKey(() => Dispute, ['makerId', 'disputeId'], ['makerId', 'id'], { name: 'dispute_note_dispute_fk' })
export class DisputeNote {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispute_note_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispute_note_pk' })
  id: string;

  @Column('uuid')
  disputeId: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  side: Side;

  @Column('uuid', { nullable: true })
  byUser: string | null;

  @Column('text', { nullable: true })
  byName: string | null;

  @Column('text')
  text: string;
}
