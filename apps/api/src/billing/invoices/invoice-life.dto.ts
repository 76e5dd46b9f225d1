import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { InvoiceTaxDto } from './document.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { SHA256 } from '../../http/fields/sha256.js';

/** Version and content that the user reviewed. The decision is rejected if the invoice has changed since then. */
export class SeenDto {
  @IsInt()
  @Min(1)
  version: number;

  @Matches(SHA256)
  contentHash: string;

  /** Reason, stored with the decision. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  why?: string;
}

export class ApprovalDto extends SeenDto {
  /** Ids of all lines that are on hold. Amounts on hold are billed later, for their original period. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  heldLineIds?: string[];
}

export class ReopeningDto {
  @IsInt()
  @Min(1)
  version: number;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  why: string;
}

export class IssuingDto extends SeenDto {
  /**
   * Issue date: a local day of the seller, not before the last date in the number series, and not in the future.
   * Defaults to today.
   */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class IssueQueryDto {
  @IsOptional()
  @IsRealDay()
  issuedOn?: string;
}

export class IssuePreviewDto {
  /** Next number of the series. Another document that is issued first takes this number. */
  number: string;
  issuedOn: string;
  dueOn: string;
  /** Posting date: the issue date or, if its month is closed, the first day of the next open month. */
  postingDate: string;
  booksCurrency: string;
  /** Decimal. Amount in the accounting currency for one unit of the invoice's currency. */
  booksRate: string;
}

export class CreditOfLineDto {
  @IsUUID()
  lineId: string;

  /** Decimal. Net amount, at most the remaining amount of the line. */
  @IsPositiveText()
  net: string;
}

/**
 * Amount to credit. Set exactly one of `all` (the whole remaining amount), `net` (a net amount of the whole invoice)
 * and `lines` (net amounts of lines).
 */
export class CreditRequestDto {
  @MayBeAbsent()
  @IsBoolean()
  all?: boolean;

  @MayBeAbsent()
  @IsPositiveText()
  net?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => CreditOfLineDto)
  lines?: CreditOfLineDto[];
}

export class CreditNoteRequestDto extends CreditRequestDto {
  /** Whether the note credits an excess quantity. Later corrections then count that quantity as already credited. */
  @MayBeAbsent()
  @IsBoolean()
  forQuantity?: boolean;

  /** Reason, printed on the credit note. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason: string;

  /** Issue date, a local day of the seller. Defaults to today. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class CreditPreviewDto {
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  taxes: InvoiceTaxDto[];
  /** Gross amount of the invoice that would remain after the credit note. */
  left: AmountDto;
}

export class MoneyDecisionDto {
  id: string;
  at: Date;
  action:
    | 'approved'
    | 'reopened'
    | 'approval_lapsed'
    | 'issued'
    | 'credited'
    | 'dispute_settled'
    | 'dispute_rejected'
    | 'period_closed'
    | 'period_opened'
    | 'taken_over'
    | 'contract_activated'
    | 'amendment_signed'
    | 'bank_account_approved'
    | 'bank_account_rejected'
    | 'written_off'
    | 'write_off_rejected'
    | 'write_off_undone'
    | 'refunded'
    | 'refund_rejected'
    | 'refund_undone';
  actorKind: string;
  /** Name of the person who decided; null if the system acted. */
  by: string | null;
  /**
   * Name of the other person involved, such as the person who approved an issued invoice or drafted a signed amendment;
   * null if there was no other person.
   */
  second: string | null;
  why: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** Hash of the content that the decision refers to. */
  evidenceHash: string | null;
}

export class MoneyDecisionListDto extends WholeListDto {
  items: MoneyDecisionDto[];
}

export class JournalLineDto {
  account: 'receivable' | 'revenue' | 'tax_payable' | 'deposits_held' | 'rounding' | 'deferred_revenue';
  /** Posted amount: positive for a debit, negative for a credit. */
  amount: AmountDto;
  booksAmount: AmountDto;
  revenueClass: string | null;
  behaviour: 'fixed' | 'variable' | null;
  taxCategory: string | null;
  taxPercent: string | null;
  /** Serial number of the machine. */
  machine: string | null;
  /**
   * Number of the line's contract; null if the amount is not revenue of a line. A billing group's document has one
   * entry for all of its contracts.
   */
  contract: string | null;
  linePosition: number | null;
}

export class JournalDto {
  postingDate: string;
  serviceFrom: string;
  serviceTo: string;
  booksRate: string;
  booksRateOn: string | null;
  booksRateSource: string | null;
  lines: JournalLineDto[];
}

export class InvoiceJournalDto {
  /** Journal entry of the invoice; null until the invoice is issued. */
  entry: JournalDto | null;
}
