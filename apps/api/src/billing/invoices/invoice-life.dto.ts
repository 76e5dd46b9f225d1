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

const SHA256 = /^[0-9a-f]{64}$/;

/** What the person had before them; the decision is refused when it is not that any more. */
export class SeenDto {
  @IsInt()
  @Min(1)
  version: number;

  @Matches(SHA256)
  contentHash: string;

  /** Kept with the decision. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  why?: string;
}

export class ApprovalDto extends SeenDto {
  /** Every line that waits, by its id: what it holds back is billed later, with its own period. */
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
  /** Local day of the seller, not before the last one of its series and not in the future; today when it is left out. */
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
  /** The next one of the series; somebody else may draw it first. */
  number: string;
  issuedOn: string;
  dueOn: string;
  /** Another month where that of the issue is closed. */
  postingDate: string;
  booksCurrency: string;
  /** Books' currency for one of the invoice's. */
  booksRate: string;
}

export class CreditOfLineDto {
  @IsUUID()
  lineId: string;

  /** Net, at most what is left of the line. */
  @IsPositiveText()
  net: string;
}

/** All that is left, a net amount of the whole, or net amounts of lines: one of the three. */
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
  /** It gives back a quantity that was too high: a later correction counts it as given back already. */
  @MayBeAbsent()
  @IsBoolean()
  forQuantity?: boolean;

  /** Printed on the credit note. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason: string;

  /** Local day of the seller; today when it is left out. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class CreditPreviewDto {
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  taxes: InvoiceTaxDto[];
  /** Of the invoice's gross amount, when the note is issued. */
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
    | 'amendment_signed';
  actorKind: string;
  /** Null where the product itself acted. */
  by: string | null;
  /** Whose approval stands beside it. */
  second: string | null;
  why: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** Hash of the content that was decided on. */
  evidenceHash: string | null;
}

export class MoneyDecisionListDto extends WholeListDto {
  items: MoneyDecisionDto[];
}

export class JournalLineDto {
  account: 'receivable' | 'revenue' | 'tax_payable' | 'deposits_held' | 'rounding';
  /** Debits above zero, credits below it. */
  amount: AmountDto;
  booksAmount: AmountDto;
  revenueClass: string | null;
  behaviour: 'fixed' | 'variable' | null;
  taxCategory: string | null;
  taxPercent: string | null;
  /** Serial. */
  machine: string | null;
  /** Number of the contract whose line it is: a group's document has one entry for all of its contracts. */
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
  /** Null until it is issued. */
  entry: JournalDto | null;
}
