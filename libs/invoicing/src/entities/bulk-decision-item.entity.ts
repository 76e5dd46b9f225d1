import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BulkOutcome, SeenDocument } from '../domain/bulk/bulk-decision.js';
import type { HoldReason } from '../domain/document/invoice-state.js';
import { BulkDecision } from './bulk-decision.entity.js';
import { Invoice } from './invoice.entity.js';

/** A document of a bulk decision, with its result. */
@Entity('bulk_decision_item')
@Check('bulk_decision_item_outcome_ck', `outcome in ('waiting', 'done', 'refused', 'failed')`)
@Check('bulk_decision_item_reason_ck', `(reason is not null) = (outcome in ('refused', 'failed'))`)
@Index('bulk_decision_item_outcome_ix', ['makerId', 'decisionId', 'outcome', 'position'])
@Index('bulk_decision_item_invoice_ix', ['makerId', 'invoiceId'])
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], {
  name: 'bulk_decision_item_invoice_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => BulkDecision, ['makerId', 'decisionId'], ['makerId', 'id'], {
  name: 'bulk_decision_item_decision_fk',
  onDelete: 'CASCADE',
})
export class BulkDecisionItem {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bulk_decision_item_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bulk_decision_item_pk' })
  decisionId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'bulk_decision_item_pk' })
  position: number;

  /** First invoice of the document; clients use it to link to the document's page. */
  @Column('uuid')
  invoiceId: string;

  @Column('jsonb', {
    comment: 'the version and content of each invoice of the document that the person saw',
  })
  invoices: SeenDocument;

  @Column('text')
  outcome: BulkOutcome;

  /** Reason why the document was refused or failed; null otherwise. */
  @Column('jsonb', { nullable: true })
  reason: HoldReason | null;
}
