import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MATCH_REASONS, type MatchReason, PAYMENT_METHODS, type PaymentMethod } from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { toBoolean } from '../http/fields/query-boolean.js';
import { PageQueryDto } from '../http/page-query.dto.js';

const MAX_ALLOCATIONS = 200;

export class AllocatedDocumentDto {
  documentId: string;
  number: string;
}

/** The use of a payment or a credit note for a document. */
export class AllocationDto {
  id: string;
  /** Null if a credit note was used. */
  paymentId: string | null;
  /** Null if a payment was used. */
  creditNote: AllocatedDocumentDto | null;
  document: AllocatedDocumentDto;
  /** Money or credit used for the document, without the deductions below. */
  amount: AmountDto;
  /** Discount granted for early payment; null if there is none. */
  discount: AmountDto | null;
  /** Tax that the payer withheld; null if there is none. */
  withheld: AmountDto | null;
  /** Fee that a bank deducted; null if there is none. */
  fee: AmountDto | null;
  /** Used part of the payment, in its currency; null if a credit note was used. */
  paymentAmount: AmountDto | null;
  /** Day on which the payment was received; null if a credit note was used. */
  receivedOn: string | null;
  /** Posting date of the journal entry. */
  postingDate: string;
  /** `automatic` if references proved the match, `person` if a person made or accepted it. */
  origin: 'automatic' | 'person';
  /** Evidence of the match; empty if a person made it without a suggestion. */
  reasons: MatchReason[];
  madeAt: Date;
  madeBy: string | null;
  /** Null unless it was undone. An undone allocation no longer counts. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneWhy: string | null;
}

export class PaymentDto {
  id: string;
  /** Legal entity that received the money. */
  legalEntity: NamedDto;
  /** Null until it is known whose money it is. */
  customer: NamedDto | null;
  method: PaymentMethod;
  amount: AmountDto;
  /** Part of the amount that is not used for any document yet. */
  unapplied: AmountDto;
  receivedOn: string;
  payerName: string | null;
  payerAccount: string | null;
  /** Text that the payer gave, such as the number of the invoice. */
  reference: string;
  recordedAt: Date;
  /** Null if the payment was imported. */
  recordedBy: string | null;
}

export class PaymentListDto {
  items: PaymentDto[];
  next: string | null;
}

/** A document that a suggestion uses the payment for. Amounts are in its currency. */
export class SuggestedDocumentDto {
  documentId: string;
  number: string;
  dueOn: string;
  currency: string;
  open: string;
  amount: string;
  discount: string | null;
  withheld: string | null;
  fee: string | null;
  /** Used part of the payment, in its currency; null if the document has the same currency. */
  paymentAmount: string | null;
}

/** A possible use of an imported payment. To accept it, allocate the payment with the same amounts and reasons. */
export class SuggestionDto {
  customer: NamedDto;
  documents: SuggestedDocumentDto[];
  /** Evidence for the suggestion. */
  reasons: MatchReason[];
}

export class PaymentDetailDto extends PaymentDto {
  /** In the order in which they were made, including undone ones. */
  allocations: AllocationDto[];
  /** Possible uses of an imported payment, best first; always empty for customers. */
  suggestions: SuggestionDto[];
}

export class PaymentQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  /** Returns only payments with (`true`) or without (`false`) an amount that is not used for any document yet. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  unapplied?: boolean;

  /** Part of the payer's name, the reference or the customer's name. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}

export class NewPaymentDto {
  /** Legal entity that received the money. */
  @IsUUID()
  legalEntityId: string;

  /** If omitted or null, the first document that the payment is used for shows it. */
  @MayBeNull()
  @IsUUID()
  customerId?: string | null;

  @IsIn(PAYMENT_METHODS)
  method: PaymentMethod;

  @IsISO4217CurrencyCode()
  currency: string;

  /** Decimal, more than zero. */
  @IsPositiveText()
  amount: string;

  /** Local day of the legal entity, not in the future. */
  @IsRealDay()
  receivedOn: string;

  @MayBeNull()
  @IsString()
  @MaxLength(140)
  payerName?: string | null;

  /** IBAN or national account number. */
  @MayBeNull()
  @IsString()
  @MaxLength(64)
  payerAccount?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  reference?: string;
}

export class NewAllocationDto {
  /** Open document: the id of an invoice. */
  @IsUUID()
  documentId: string;

  /** Decimal, in the currency of the document. */
  @IsPositiveText()
  amount: string;

  /** Discount granted for early payment, in the currency of the document. */
  @MayBeNull()
  @IsPositiveText()
  discount?: string | null;

  /** Tax that the payer withheld, in the currency of the document. */
  @MayBeNull()
  @IsPositiveText()
  withheld?: string | null;

  /** Fee that a bank deducted, in the currency of the document. */
  @MayBeNull()
  @IsPositiveText()
  fee?: string | null;

  /** Used part of the payment, in its currency. Required if the document has another currency. */
  @MayBeNull()
  @IsPositiveText()
  paymentAmount?: string | null;
}

export class NewAllocationsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ALLOCATIONS)
  @ValidateNested({ each: true })
  @Type(() => NewAllocationDto)
  allocations: NewAllocationDto[];

  /** Evidence of an accepted suggestion. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MATCH_REASONS.length)
  @IsIn(MATCH_REASONS, { each: true })
  reasons?: MatchReason[];
}

export class UndoDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  why: string;
}
