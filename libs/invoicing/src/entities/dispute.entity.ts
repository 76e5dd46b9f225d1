import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { Machine } from '#equipment';
import { UsagePeriod } from '#metering';
import type { DisputeState, DisputeSubject, Side } from '../domain/dispute/dispute.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { Invoice } from './invoice.entity.js';

/** A dispute about an issued invoice or one of its lines, with its outcome. It never changes after it has ended. */
@Entity('dispute')
@Index('dispute_open_line_uq', ['makerId', 'lineId'], {
  unique: true,
  where: `state = 'open' and line_id is not null`,
})
@Index('dispute_open_invoice_uq', ['makerId', 'invoiceId'], {
  unique: true,
  where: `state = 'open' and line_id is null`,
})
@Index('dispute_invoice_ix', ['makerId', 'invoiceId'])
@Index('dispute_customer_ix', ['makerId', 'customerId', 'openedAt'])
@Index('dispute_opened_ix', ['makerId', 'state', 'openedAt'])
@Check('dispute_subject_ck', `subject in ('quantity', 'price', 'service', 'other')`)
@Check('dispute_state_ck', `state in ('open', 'settled', 'rejected', 'withdrawn')`)
@Check('dispute_side_ck', `opened_side in ('customer', 'maker')`)
@Check('dispute_days_ck', `(days_from is null) = (days_to is null) and days_to >= days_from`)
@Check('dispute_claimed_ck', `claimed_minor > 0`)
@Check('dispute_decided_ck', `(state = 'open') = (decided_at is null)`)
@Check('dispute_credit_ck', `credit_note_id is null or state = 'settled'`)
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], { name: 'dispute_invoice_fk' })
@ForeignKey(() => InvoiceLine, ['makerId', 'lineId'], ['makerId', 'id'], { name: 'dispute_line_fk' })
@Check(
  'dispute_readings_ck',
  `case when usage_period_id is null then readings_from is null and readings_to is null
               else line_id is not null and readings_to > readings_from end`,
)
@Check(
  'dispute_stop_ck',
  `case when stop_machine_id is null then stop_from is null and stop_to is null
               else line_id is not null and stop_from is not null and stop_to > stop_from end`,
)
@ForeignKey(() => Machine, ['makerId', 'stopMachineId'], ['makerId', 'id'], {
  name: 'dispute_stop_machine_fk',
})
@ForeignKey(() => UsagePeriod, ['makerId', 'usagePeriodId'], ['makerId', 'id'], { name: 'dispute_usage_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'dispute_customer_fk' })
@ForeignKey(() => Invoice, ['makerId', 'creditNoteId'], ['makerId', 'id'], { name: 'dispute_credit_note_fk' })
export class Dispute {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispute_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dispute_pk' })
  id: string;

  @Column('uuid')
  invoiceId: string;

  /** Null if the dispute is about the whole invoice. */
  @Column('uuid', { nullable: true })
  lineId: string | null;

  @Column('uuid')
  customerId: string;

  @Column('text')
  subject: DisputeSubject;

  /** First and last disputed local day, if the dispute is about certain days. */
  @Column('date', { nullable: true })
  daysFrom: string | null;

  @Column('date', { nullable: true })
  daysTo: string | null;

  /** Disputed usage of the line; null if the dispute is not about specific readings. */
  @Column('uuid', { nullable: true })
  usagePeriodId: string | null;

  /** Exclusive lower bound of the disputed readings' time. */
  @Column('timestamptz', { nullable: true })
  readingsFrom: Date | null;

  /** Inclusive upper bound of the disputed readings' time. */
  @Column('timestamptz', { nullable: true })
  readingsTo: Date | null;

  /** Machine with downtime that the line's guarantee did not take into account; null if the dispute contains none. */
  @Column('uuid', { nullable: true })
  stopMachineId: string | null;

  @Column('timestamptz', { nullable: true })
  stopFrom: Date | null;

  @Column('timestamptz', { nullable: true })
  stopTo: Date | null;

  /** Description in the customer's words. */
  @Column('text')
  claim: string;

  /** Claimed net amount, in minor units of the invoice's currency; null if no amount is claimed. */
  @Column('bigint', { nullable: true })
  claimedMinor: string | null;

  @Column('text', { default: 'open' })
  state: DisputeState;

  /** Side that opened the dispute. A maker's user can record a dispute that a customer reported. */
  @Column('text')
  openedSide: Side;

  @Column('uuid', { nullable: true })
  openedBy: string | null;

  @Column('text', { nullable: true })
  openedByName: string | null;

  @Column('timestamptz')
  openedAt: Date;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  @Column('text', { nullable: true })
  decidedByName: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  /** Answer in the words of the person who ended the dispute. */
  @Column('text', { default: '' })
  answer: string;

  /** Credit note with which the dispute was resolved; null if it was resolved without a credit. */
  @Column('uuid', { nullable: true })
  creditNoteId: string | null;
}
