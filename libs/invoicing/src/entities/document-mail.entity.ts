import { Contact } from '#customers';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { DocumentMailState } from '../domain/mailing/document-mail-state.js';
import { Invoice } from './invoice.entity.js';

/** An email with an issued document to one recipient, or an email with a reminder letter to its recipients. */
@Entity('document_mail')
@Check(
  'document_mail_state_ck',
  `state in ('waiting', 'sending', 'sent', 'refused', 'failed', 'outcome_unknown', 'canceled')`,
)
@Check('document_mail_content_ck', `num_nonnulls(invoice_id, letter_id) = 1`)
@Check('document_mail_claim_ck', `state <> 'sending' or (claim_id is not null and claimed_until is not null)`)
@Check('document_mail_finished_ck', `(state in ('waiting', 'sending')) = (finished_at is null)`)
@Index('document_mail_invoice_ix', ['makerId', 'invoiceId', 'createdAt'])
@Index('document_mail_letter_ix', ['makerId', 'letterId'], { where: 'letter_id is not null' })
@Index('document_mail_open_ix', ['dueAt'], { where: `state in ('waiting', 'sending')` })
@Index('document_mail_open_uq', ['makerId', 'invoiceId', 'recipient'], {
  unique: true,
  where: `state in ('waiting', 'sending')`,
})
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], { name: 'document_mail_invoice_fk' })
@ForeignKey(() => Contact, ['makerId', 'contactId'], ['makerId', 'id'], { name: 'document_mail_contact_fk' })
export class DocumentMail {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_mail_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_mail_pk' })
  id: string;

  @Column('uuid', { nullable: true, comment: 'for the document of a bill group, its first invoice' })
  invoiceId: string | null;

  @Column('uuid', {
    nullable: true,
    comment: 'letter with reminders; null for an email with a document',
  })
  letterId: string | null;

  @Column('uuid', { nullable: true, comment: 'null for the address of the buyer' })
  contactId: string | null;

  /** Email address; for a letter, one or several addresses, separated by commas. */
  @Column('text')
  recipient: string;

  /** Name of the contact or of the buyer when the email was queued. */
  @Column('text')
  recipientName: string;

  /** BCP 47 tag. */
  @Column('text')
  language: string;

  /** Null until the email has been composed. */
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text')
  state: DocumentMailState;

  @Column('integer', { default: 0 })
  attempts: number;

  /** Time at which the email is to be sent, or sent again after a failed attempt. */
  @Column('timestamptz')
  dueAt: Date;

  /** Identifies the attempt, so that no other attempt records its outcome. */
  @Column('uuid', { nullable: true })
  claimId: string | null;

  /** Time from which an email that is still being sent counts as interrupted. */
  @Column('timestamptz', { nullable: true })
  claimedUntil: Date | null;

  /** Error of the last attempt, including the response of the mail server. */
  @Column('text', { nullable: true })
  error: string | null;

  /** True if it was sent because the document was issued. */
  @Column('boolean')
  isAutomatic: boolean;

  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** Name of the person at the time of the request, filled in by the database. */
  @Column('text', { nullable: true })
  requestedByName: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
