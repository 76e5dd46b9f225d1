import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { CallReason, PromiseState } from '#receivables';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { AllocatedDocumentDto } from '../allocated-document.dto.js';

/** A customer's promise to pay a document. While it is pending, no reminders are sent for the document. */
export class PromiseDto {
  id: string;
  document: AllocatedDocumentDto;
  customer: NamedDto;
  amount: AmountDto;
  promisedOn: string;
  note: string;
  /** `kept`: the amount was received by the promised day. `broken`: the amount was not received by then. */
  state: PromiseState;
  recordedAt: Date;
  recordedBy: string | null;
  /** Time when the promise was withdrawn; null unless it was withdrawn. */
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

export class PromiseListDto {
  items: PromiseDto[];
  next: string | null;
}

export class PromiseQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  documentId?: string;
}

export class NewPromiseDto {
  /** Decimal, in the currency of the document. Defaults to the whole open amount. */
  @MayBeAbsent()
  @IsPositiveText()
  amount?: string;

  /** Day by which payment is promised: today or later, in the time zone of the legal entity. */
  @IsRealDay()
  promisedOn: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

/** A note about the payment of a customer, such as the result of a call. Customers can't read it. */
export class CollectionNoteDto {
  id: string;
  text: string;
  writtenAt: Date;
  writtenBy: string | null;
}

export class CollectionNoteListDto extends WholeListDto {
  items: CollectionNoteDto[];
}

export class NewCollectionNoteDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  text: string;
}

export class CallQueryDto {
  @IsUUID()
  legalEntityId: string;
}

/** A contact with a phone number. */
export class PersonToCallDto {
  name: string;
  phone: string;
}

/** An overdue document to talk about. */
export class DocumentToCallDto {
  documentId: string;
  number: string;
  dueOn: string;
  daysOverdue: number;
  open: AmountDto;
}

/** A customer to call. */
export class CallDto {
  customer: NamedDto;
  /**
   * The most urgent reason first. `promise_broken`: a promised day has passed without the payment. `not_delivered`: the
   * email with the latest reminder did not reach the buyer. `no_address`: there is no address for emails. `all_sent`: all
   * levels have been sent.
   */
  reasons: CallReason[];
  /** Open amount of the documents in the accounting currency of the legal entity. */
  open: AmountDto;
  /** Days since the earliest due date. */
  daysOverdue: number;
  /** Latest day of a broken promise; null if no promise was broken. */
  brokenOn: string | null;
  documents: DocumentToCallDto[];
  people: PersonToCallDto[];
  latestNote: CollectionNoteDto | null;
}

export class CallListDto extends WholeListDto {
  /** Customers to call, largest amount first, then earliest due date first. */
  items: CallDto[];
}
