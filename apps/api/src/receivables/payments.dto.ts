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
import {
  MATCH_REASONS,
  type MatchReason,
  PAYMENT_METHODS,
  type PaymentMethod,
  type RecordedMethod,
} from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { toBoolean } from '../http/fields/query-boolean.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { AllocatedDocumentDto } from './allocated-document.dto.js';
import { RefundableDto, RefundDto } from './refunds.dto.js';

const MAX_ALLOCATIONS = 200;

/** Allocation of a payment or a credit note to a document. */
export class AllocationDto {
  id: string;
  /** Id of the payment; null if a credit note was allocated. */
  paymentId: string | null;
  /** Credit note; null if a payment was allocated. */
  creditNote: AllocatedDocumentDto | null;
  document: AllocatedDocumentDto;
  /** Allocated amount, excluding `discount`, `withheld` and `fee`. */
  amount: AmountDto;
  /** Discount granted for early payment; null if there is none. */
  discount: AmountDto | null;
  /** Tax that the payer withheld; null if there is none. */
  withheld: AmountDto | null;
  /** Fee that a bank deducted; null if there is none. */
  fee: AmountDto | null;
  /** Allocated part of the payment, in the currency of the payment; null if a credit note was allocated. */
  paymentAmount: AmountDto | null;
  /** Day on which the payment was received; null if a credit note was allocated. */
  receivedOn: string | null;
  /** Posting date of the journal entry. */
  postingDate: string;
  /**
   * `automatic`: references proved the match, or a new credit note was set off against its invoice. `person`: a person
   * made or accepted the allocation.
   */
  origin: 'automatic' | 'person';
  /**
   * Evidence of the match; empty if a person made the allocation without a suggestion, or if a credit note was
   * allocated.
   */
  reasons: MatchReason[];
  madeAt: Date;
  madeBy: string | null;
  /** Time when the allocation was undone; null unless it was undone. An undone allocation no longer counts. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneWhy: string | null;
}

export class PaymentDto {
  id: string;
  /** Legal entity that received the money. */
  legalEntity: NamedDto;
  /** Customer who paid; null while the customer is not known. */
  customer: NamedDto | null;
  method: PaymentMethod;
  amount: AmountDto;
  /** Part of the amount that is not allocated to any document. */
  unapplied: AmountDto;
  /** Part of the amount that was refunded. */
  refunded: AmountDto;
  receivedOn: string;
  payerName: string | null;
  payerAccount: string | null;
  /** Payment reference that the payer stated, such as the number of the invoice. */
  reference: string;
  recordedAt: Date;
  /** Name of the person who recorded the payment; null if it was imported. */
  recordedBy: string | null;
}

export class PaymentListDto {
  items: PaymentDto[];
  next: string | null;
}

/**
 * Document to which a suggestion allocates the payment. Amounts are in the currency of the document, except
 * `paymentAmount`.
 */
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
  /** Allocated part of the payment, in the currency of the payment; null if the document has the same currency. */
  paymentAmount: string | null;
}

/**
 * Suggested allocation of an imported payment. To accept it, allocate the payment with the same amounts and reasons.
 */
export class SuggestionDto {
  customer: NamedDto;
  documents: SuggestedDocumentDto[];
  /** Evidence for the suggestion. */
  reasons: MatchReason[];
}

export class PaymentDetailDto extends PaymentDto {
  /** Allocations in the order in which they were made, including undone ones. */
  allocations: AllocationDto[];
  /** Suggested allocations of an imported payment, best first; always empty for customers. */
  suggestions: SuggestionDto[];
  /**
   * Refunds in the order in which they were requested, including rejected and undone ones; always empty for customers.
   */
  refunds: RefundDto[];
  /** Largest possible refund; null if nothing can be refunded, if a refund awaits a decision, and for customers. */
  refundable: RefundableDto | null;
}

export class PaymentQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  /** Returns only payments with (`true`) or without (`false`) an unapplied amount. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  unapplied?: boolean;

  /** Returns only payments that are (`true`) or are not (`false`) from imported bank statements. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  imported?: boolean;

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

  /** Customer who paid. If omitted or null, the first allocation determines the customer. */
  @MayBeNull()
  @IsUUID()
  customerId?: string | null;

  @IsIn(PAYMENT_METHODS)
  method: RecordedMethod;

  @IsISO4217CurrencyCode()
  currency: string;

  /** Decimal, more than zero. */
  @IsPositiveText()
  amount: string;

  /** Day of receipt in the time zone of the legal entity, not in the future. */
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

  /** Decimal. Amount to allocate, in the currency of the document. */
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

  /** Allocated part of the payment, in the currency of the payment. Required if the document has another currency. */
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
