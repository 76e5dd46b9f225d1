import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LegalEntity } from './legal-entity.entity.js';

export type MoneyAction =
  | 'approved'
  | 'reopened'
  | 'approval_lapsed'
  | 'issued'
  | 'credited'
  | 'dispute_settled'
  | 'dispute_rejected'
  | 'period_closed'
  | 'period_opened'
  | 'taken_over'
  | 'contract_activated'
  | 'amendment_signed'
  | 'bank_account_approved'
  | 'bank_account_rejected'
  | 'written_off'
  | 'write_off_rejected'
  | 'write_off_undone'
  | 'refunded'
  | 'refund_rejected'
  | 'refund_undone';

/**
 * A decision about money, with its author, time and reason, and a hash of the content on which it is based. Rows are
 * append-only.
 */
@Entity('money_decision')
@Check('money_decision_actor_ck', `actor_kind in ('user', 'api_key', 'system')`)
@Check('money_decision_second_ck', `second_user_id is null or second_user_id <> user_id`)
@Index('money_decision_invoice_ix', ['makerId', 'invoiceId', 'at'])
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'money_decision_legal_entity_fk',
})
export class MoneyDecision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'money_decision_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'money_decision_pk' })
  id: string;

  @Column('timestamptz')
  at: Date;

  /** The person who decided; null if the product itself acted. */
  @Column('uuid', { nullable: true })
  userId: string | null;

  @Column('text')
  actorKind: 'user' | 'api_key' | 'system';

  /** Name, role and key at the time of the decision; the database fills them. */
  @Column('text', { nullable: true })
  userName: string | null;

  @Column('text', { nullable: true })
  userRole: string | null;

  @Column('text', { nullable: true })
  userKeyName: string | null;

  @Column('text')
  action: MoneyAction;

  /** The invoice of the decision. The reference stays if the draft is discarded. */
  @Column('uuid', { nullable: true })
  invoiceId: string | null;

  @Column('uuid', { nullable: true })
  legalEntityId: string | null;

  @Column('text', { default: '' })
  why: string;

  @Column('jsonb')
  before: object;

  @Column('jsonb')
  after: object;

  /** SHA-256 of the content on which the decision is based. */
  @Column('text', { nullable: true })
  evidenceHash: string | null;

  /** The second approver. */
  @Column('uuid', { nullable: true })
  secondUserId: string | null;

  @Column('text', { nullable: true })
  secondUserName: string | null;
}
