import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer, CustomerEntity } from '#customers';
import type { BuyerOnInvoice, SellerOnInvoice } from '#invoicing';
import type { ReminderText } from '../domain/reminders/reminder-policy.js';
import { ReminderRun } from './reminder-run.entity.js';

/** The parties of a letter as printed. */
export interface LetterParties {
  /** Without a bank account, because `accounts` contains an account for each currency. */
  readonly seller: Omit<SellerOnInvoice, 'bankAccount'>;
  readonly buyer: BuyerOnInvoice;
  /** The seller's bank accounts by the currencies of the letter. */
  readonly accounts: Readonly<Record<string, SellerOnInvoice['bankAccount']>>;
}

/** A letter with the reminders of one buyer. Immutable. */
@Entity('reminder_letter')
@Index('reminder_letter_newest_ix', { synchronize: false })
@Index('reminder_letter_customer_ix', ['makerId', 'customerId', 'writtenOn'])
@Unique('reminder_letter_buyer_uq', ['makerId', 'runId', 'buyerId'])
@Check('reminder_letter_text_ck', `text in ('notice', 'reminder', 'second_reminder', 'final_notice')`)
@ForeignKey(() => ReminderRun, ['makerId', 'runId'], ['makerId', 'id'], { name: 'reminder_letter_run_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'reminder_letter_customer_fk',
})
@ForeignKey(() => CustomerEntity, ['makerId', 'buyerId'], ['makerId', 'id'], {
  name: 'reminder_letter_buyer_fk',
})
export class ReminderLetter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_letter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_letter_pk' })
  id: string;

  @Column('uuid')
  runId: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  buyerId: string;

  /** The most severe text of its reminders. */
  @Column('text')
  text: ReminderText;

  /** BCP 47 tag. */
  @Column('text')
  language: string;

  /** Local day of the legal entity. */
  @Column('date')
  writtenOn: string;

  @Column('jsonb')
  parties: LetterParties;

  /** Logo and colour; null for the default. */
  @Column('uuid', { nullable: true })
  brandId: string | null;
}
