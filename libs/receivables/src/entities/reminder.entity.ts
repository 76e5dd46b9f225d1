import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { StopReason } from '../domain/reminders/plan-reminders.js';
import type { InterestTerms, ReminderText } from '../domain/reminders/reminder-policy.js';
import { OpenItemBalance } from './open-item.entity.js';
import { ReminderLetter } from './reminder-letter.entity.js';

/** Days with the same balance and rate in the calculation of interest. */
export interface StoredInterestSpan {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Decimal in major units of the document's currency. */
  readonly balance: string;
  /** Percent per year. */
  readonly percent: string;
}

/** The calculation of claimed interest. */
export interface StoredInterest extends InterestTerms {
  readonly spans: readonly StoredInterestSpan[];
}

/**
 * The reminder of a document with one level, and the amounts that it claims, in minor units of the document's currency.
 * It can be stopped before its letter is sent; all other fields never change.
 */
@Entity('reminder')
@Index('reminder_level_uq', ['makerId', 'documentId', 'level'], { unique: true, where: 'stopped_at is null' })
@Index('reminder_lump_sum_uq', ['makerId', 'documentId'], {
  unique: true,
  where: 'lump_sum_minor > 0 and stopped_at is null',
})
@Index('reminder_of_letter_ix', ['makerId', 'letterId'])
@Check('reminder_level_ck', `level between 0 and 9 and (level > 0 or sent_on <= due_on)`)
@Check('reminder_text_ck', `text in ('notice', 'reminder', 'second_reminder', 'final_notice')`)
@Check(
  'reminder_amounts_ck',
  `open_minor > 0 and interest_minor >= 0 and lump_sum_minor >= 0 and (interest is not null or interest_minor = 0)`,
)
@Check('reminder_stopped_ck', `(stopped_at is null) = (stop_reason is null)`)
@Check(
  'reminder_stop_reason_ck',
  `stop_reason in ('paid', 'disputed', 'in_collection', 'promised', 'unmatched_money')`,
)
@ForeignKey(() => ReminderLetter, ['makerId', 'letterId'], ['makerId', 'id'], { name: 'reminder_letter_fk' })
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'reminder_document_fk',
})
export class Reminder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_pk' })
  id: string;

  @Column('uuid')
  letterId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  documentId: string;

  @Column('smallint')
  level: number;

  @Column('text')
  text: ReminderText;

  /** Local day of the legal entity on which the letter was decided. */
  @Column('date')
  sentOn: string;

  @Column('date')
  dueOn: string;

  @Column('text')
  currency: string;

  @Column('bigint')
  openMinor: string;

  /**
   * Interest from the due date to the day of the reminder. A later reminder of the document contains this interest too.
   */
  @Column('bigint')
  interestMinor: string;

  /** Null if no interest is claimed. */
  @Column('jsonb', { nullable: true })
  interest: StoredInterest | null;

  @Column('bigint')
  lumpSumMinor: string;

  /** Null unless the reminder was stopped before its letter was sent. */
  @Column('timestamptz', { nullable: true })
  stoppedAt: Date | null;

  @Column('text', { nullable: true })
  stopReason: StopReason | null;
}
