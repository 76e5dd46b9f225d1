import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';
import type { DocumentMailState } from '#invoicing';
import type { ExclusionReason, ReminderText, StopReason } from '#receivables';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { toBoolean } from '../../http/fields/query-boolean.js';
import { SUPPORTED_LOCALES } from '../../http/fields/supported-locales.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { AllocatedDocumentDto } from '../allocated-document.dto.js';
import { InterestTermsDto } from './reminder-policies.dto.js';

const MAX_BUYERS = 1000;

export class ReminderPreviewQueryDto {
  @IsUUID()
  legalEntityId: string;

  /** Local day of the legal entity. Defaults to today; a past day is refused. */
  @IsOptional()
  @IsRealDay()
  on?: string;
}

/** A document of a preview. */
export class PreviewedDocumentDto {
  documentId: string;
  number: string;
  dueOn: string;
  /** Number of days after the due date; negative if the document is not due yet. */
  daysOverdue: number;
  open: AmountDto;
}

/** Document for which a letter would contain a reminder. */
export class PreviewedReminderDto extends PreviewedDocumentDto {
  /** Level of the reminder: 0 on or before the due date, then 1, 2, 3 and so on. */
  level: number;
  text: ReminderText;
  /** Interest that the letter would claim; null if it claims none. */
  interest: AmountDto | null;
  /** Lump sum that the letter would claim; null if it claims none. */
  lumpSum: AmountDto | null;
}

/** A letter that would be sent. */
export class PreviewedLetterDto {
  buyer: NamedDto;
  customer: NamedDto;
  text: ReminderText;
  reminders: PreviewedReminderDto[];
}

/** Document for which no reminder would be sent. */
export class ExcludedDocumentDto extends PreviewedDocumentDto {
  buyer: NamedDto;
  customer: NamedDto;
  /**
   * `in_collection`: a card payment or direct debit has no outcome yet. `promised`: payment is promised.
   * `unmatched_money`: the customer has paid money that is not allocated. `already_sent`: a reminder was sent today.
   * `in_pause`: the last reminder was sent too recently. `not_reached`: the next level is later. `all_sent`: there is
   * no further level. `no_base_rate`: the base rate has no value for a day of the delay. `below_minimum`: the letter
   * would be too small.
   */
  reason: ExclusionReason;
  /** Day of the promise, or first day of the next level; null for other reasons. */
  until: string | null;
}

export class ReminderPreviewDto {
  on: string;
  letters: PreviewedLetterDto[];
  /** Overdue documents that are left out. Documents that are not due are not listed. */
  excluded: ExcludedDocumentDto[];
}

export class NewReminderRunDto {
  @IsUUID()
  legalEntityId: string;

  /** Buyers to send letters to. Defaults to all buyers. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BUYERS)
  @IsUUID(undefined, { each: true })
  buyerIds?: string[];
}

/** Letters that a run has queued. */
export class ReminderRunDto {
  id: string;
  on: string;
  letters: number;
  reminders: number;
}

/** The email with a letter. */
export class LetterMailDto {
  /** One address, or several separated by commas. */
  recipient: string;
  /**
   * `canceled`: all reminders in the letter were stopped before the email was sent. `refused`: the mail server
   * permanently rejected the email. `failed`: all attempts ended before the server accepted it. `outcome_unknown`: the
   * connection or the worker ended during the transfer, so the email is not sent again.
   */
  state: DocumentMailState;
  error: string | null;
  finishedAt: Date | null;
}

export class ReminderLetterDto {
  id: string;
  legalEntity: NamedDto;
  customer: NamedDto;
  /** Name of the buyer as printed. */
  buyer: string;
  text: ReminderText;
  /** BCP 47 language tag of the buyer. */
  language: string;
  writtenOn: string;
  /** Name of the person who started the run; null if it was not a person. */
  madeBy: string | null;
  /** Number of reminders in the letter, without those that were stopped. */
  reminderCount: number;
  mail: LetterMailDto;
}

export class ReminderLetterListDto {
  items: ReminderLetterDto[];
  next: string | null;
}

/** Days with the same balance and rate. */
export class InterestSpanDto {
  from: string;
  to: string;
  days: number;
  balance: string;
  /** Percent per year. */
  percent: string;
}

/** Calculation of claimed interest: the sum of balance × percent × days, divided by the days of a year. */
export class ClaimedInterestDto extends InterestTermsDto {
  spans: InterestSpanDto[];
}

/** The reminder of a document. */
export class ReminderDto {
  id: string;
  document: AllocatedDocumentDto;
  level: number;
  text: ReminderText;
  issuedOn: string;
  dueOn: string;
  /** Open amount when the letter was decided. */
  open: AmountDto;
  interest: AmountDto;
  /** Terms of interest on late payment; null if no interest is claimed. */
  calculation: ClaimedInterestDto | null;
  lumpSum: AmountDto;
  /** Reason why the reminder was stopped before the letter was sent; null if it was not stopped. */
  stopReason: StopReason | null;
}

export class ReminderLetterDetailDto extends ReminderLetterDto {
  reminders: ReminderDto[];
}

export class ReminderLetterQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  /** Document for which the letter contains a reminder. */
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

export class ReminderLetterFileQueryDto {
  /** Language of the letter. Defaults to the buyer's language. */
  @IsOptional()
  @IsIn(SUPPORTED_LOCALES)
  language?: (typeof SUPPORTED_LOCALES)[number];
}

/** Interest and lump sum that reminders of a document claim. */
export class ReminderClaimDto {
  document: AllocatedDocumentDto;
  customer: NamedDto;
  legalEntity: NamedDto;
  /** Open amount of the document now. */
  open: AmountDto;
  /** Interest up to the latest reminder. */
  interest: AmountDto;
  lumpSum: AmountDto;
  claimedOn: string;
}

export class ReminderClaimListDto {
  items: ReminderClaimDto[];
  next: string | null;
}

export class ReminderClaimQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  /**
   * Returns only claims of documents that are paid (`true`), so that only the claims are owed, or of documents that are
   * not paid (`false`).
   */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  paid?: boolean;
}
