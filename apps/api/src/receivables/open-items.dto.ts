import { Transform } from 'class-transformer';
import { IsBoolean, IsISO4217CurrencyCode, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { DocumentKind } from '#invoicing';
import type { ItemState } from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { toBoolean } from '../http/fields/query-boolean.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { AllocationDto } from './payments.dto.js';
import { RefundableDto, RefundDto } from './refunds.dto.js';
import { WriteOffDto } from './write-offs.dto.js';

/** An issued document with its open amount. Amounts of credit notes are negative. */
export class OpenItemDto {
  /** Id of the invoice; for a billing group's document, of its first invoice. */
  documentId: string;
  number: string;
  documentType: DocumentKind;
  customer: NamedDto;
  /** Name of the buyer: the customer's legal entity that is billed. */
  buyer: string;
  /** The seller: one of the maker's legal entities. */
  legalEntity: NamedDto;
  issuedOn: string;
  dueOn: string;
  /** Number of days since the due date, in the time zone of the seller; negative if the document is not due yet. */
  daysOverdue: number;
  total: AmountDto;
  open: AmountDto;
  /** Amount of a credit note that was refunded; zero for invoices. */
  refunded: AmountDto;
  /** `written_off`: nothing is open, and an amount was written off for a reason other than `small_difference`. */
  state: ItemState;
  /** Whether an open dispute excludes the document from dunning. */
  isDisputed: boolean;
}

export class OpenItemListDto {
  items: OpenItemDto[];
  next: string | null;
}

/** Collection by SEPA direct debit that an issued document announces. */
export class AnnouncedDebitDto {
  mandateReference: string;
  /** SEPA creditor identifier of the seller. */
  creditorId: string;
  /** Last four characters of the payer's IBAN. */
  accountEnding: string;
}

export class OpenItemDetailDto extends OpenItemDto {
  /**
   * Collection by direct debit that the document announces. Null if it announces none, so that the customer pays in
   * another way.
   */
  directDebit: AnnouncedDebitDto | null;
  /**
   * Allocations of payments and credit notes to the document or, for a credit note, its allocations to other documents.
   * Sorted by the time when they were made, including undone ones.
   */
  allocations: AllocationDto[];
  /**
   * Write-offs in the order in which they were requested, including rejected and undone ones; always empty for
   * customers.
   */
  writeOffs: WriteOffDto[];
  /** Refunds of a credit note, including rejected and undone ones; always empty for customers. */
  refunds: RefundDto[];
  /**
   * Largest possible refund of a credit note; null if nothing can be refunded, if a refund awaits a decision, and for
   * customers.
   */
  refundable: RefundableDto | null;
}

export class OpenItemQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;

  /** Returns only documents with (`true`) or without (`false`) an open amount. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  open?: boolean;

  /**
   * Returns only overdue invoices (`true`), or only documents that are not overdue (`false`). A credit note is never
   * overdue.
   */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  overdue?: boolean;

  /** Part of the document's number or of the customer's name. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}

export class SetOffDto {
  /** Document against which the credit note is set off. */
  @IsUUID()
  documentId: string;

  /** Decimal. Amount to set off. Defaults to the largest amount that both documents allow. */
  @MayBeAbsent()
  @IsPositiveText()
  amount?: string;
}
