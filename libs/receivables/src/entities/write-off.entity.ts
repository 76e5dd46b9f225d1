import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { WriteOffReason } from '../domain/ledger/write-off.js';
import { ApprovedChange } from './approved-change.js';
import { OpenItemBalance } from './open-item.entity.js';

/**
 * A write-off of an open amount, in minor units of the document's currency. It is decided once, and posted if it is
 * approved; undoing it reverses its journal entry. All other fields never change.
 */
@Entity('write_off')
@Index('write_off_document_ix', ['makerId', 'documentId'])
@Index('write_off_requested_ix', ['makerId', 'requestedAt', 'id'])
@Index('write_off_pending_uq', ['makerId', 'documentId'], { unique: true, where: 'decision is null' })
@Check('write_off_amount_ck', `amount_minor > 0 and tax_minor between 0 and amount_minor`)
@Check('write_off_reason_ck', `reason in ('uncollectable', 'small_difference', 'goodwill')`)
@Check('write_off_decision_ck', `decision in ('approve', 'reject')`)
@Check(
  'write_off_decided_ck',
  `(decision is null) = (decided_at is null) and (decision is null) = (decision_why is null)`,
)
@Check('write_off_posted_ck', `(posting_date is not null) = (decision is not distinct from 'approve')`)
@Check(
  'write_off_undone_ck',
  `(undone_at is null) = (undone_why is null) and (undone_at is null or posting_date is not null)`,
)
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'write_off_document_fk',
})
export class WriteOff extends ApprovedChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'write_off_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'write_off_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  documentId: string;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  /** The share of the document's tax that the amount contains. */
  @Column('bigint')
  taxMinor: string;

  @Column('text')
  reason: WriteOffReason;
}
