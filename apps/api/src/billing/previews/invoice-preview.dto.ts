import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Prices } from '#invoicing';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsAmountPrecision, IsDecimalText, IsPositiveText } from '../../http/fields/decimal.decorators.js';

const FRACTION = /^\d{1,26}(\.\d{1,12})?(\/\d{1,26}(\.\d{1,12})?)?$/;
/** Together they bound the work of a preview to half a second. */
const MOST_LINES = 500;
const MOST_TAXES = 5;
const MOST_DISCOUNTS = 50;
const MOST_CREDITS = 50;
const CODE_LENGTH = 40;

/** One of `percent` and `amount`. */
export class DescribedTaxDto {
  /** Names the category. */
  @MayBeNull()
  @IsString()
  @MaxLength(CODE_LENGTH)
  code?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  percent?: string | null;

  /** A stated tax, decimal. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;
}

/** One of `net` and `gross`, as the prices are; one of `percent` and `taxes`, or neither. */
export class DescribedLineDto {
  /** Before its discount, decimal. */
  @MayBeNull()
  @IsDecimalText()
  net?: string | null;

  /** Before its discount, taxes included, decimal. */
  @MayBeNull()
  @IsDecimalText()
  gross?: string | null;

  /** The rate of its only tax, decimal. */
  @MayBeNull()
  @IsDecimalText()
  percent?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_TAXES)
  @ValidateNested({ each: true })
  @Type(() => DescribedTaxDto)
  taxes?: DescribedTaxDto[] | null;

  /** An amount off this line, before the discounts of the invoice; decimal. */
  @MayBeNull()
  @IsPositiveText()
  discount?: string | null;
}

/** One of `percent` and `amount`. */
export class DescribedDiscountDto {
  /** Of what the discounts before it left, decimal. */
  @MayBeNull()
  @IsPositiveText()
  percent?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsPositiveText()
  amount?: string | null;
}

/** `net`, `fraction`, or `line` with `net`. */
export class DescribedCreditDto {
  /** Decimal; of a line before discounts, of the invoice after them. */
  @MayBeNull()
  @IsDecimalText()
  net?: string | null;

  /** Of the invoice, such as `29/30`. */
  @MayBeNull()
  @Matches(FRACTION)
  fraction?: string | null;

  /** Position from 0. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(MOST_LINES)
  line?: number | null;
}

export class InvoiceDescriptionDto {
  /** ISO 4217, or how many decimals amounts have; they are not rounded where it is null or left out. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true, required: false })
  currency?: string | number | null;

  /** What the lines state when it is left out. */
  @MayBeNull()
  @IsIn(['exclusive', 'inclusive'])
  prices?: Prices | null;

  /** The step of the tax regime, decimal; the currency's when it is left out. */
  @MayBeNull()
  @IsPositiveText()
  taxIncrement?: string | null;

  @IsArray()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => DescribedLineDto)
  lines: DescribedLineDto[];

  /** Of the invoice, in order, never below zero. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_DISCOUNTS)
  @ValidateNested({ each: true })
  @Type(() => DescribedDiscountDto)
  discounts?: DescribedDiscountDto[] | null;

  /** What is payable is a multiple of it, decimal. */
  @MayBeNull()
  @IsPositiveText()
  payableIncrement?: string | null;

  /** In the order of their issue. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_CREDITS)
  @ValidateNested({ each: true })
  @Type(() => DescribedCreditDto)
  creditNotes?: DescribedCreditDto[] | null;
}

/** One rate of one category. Amounts are decimals. */
export class PreviewTaxDto {
  code: string | null;
  /** Null where the amounts were stated. */
  percent: string | null;
  taxable: string;
  tax: string;
}

/** Amounts are decimals. */
export class PreviewCreditNoteDto {
  /** What of the discounts goes back, for a credit of a line. */
  discountAdjustment: string;
  net: string;
  tax: string;
  total: string;
  taxes: PreviewTaxDto[];
}

/** Amounts are decimals. */
export class InvoicePreviewDto {
  /** A document below zero is a credit note. */
  documentType: 'invoice' | 'credit_note';
  /** Of the invoice; what came off single lines is not in it. */
  discount: string;
  /** Line by line; they add up to the discount. */
  discountShares: string[];
  /** Line by line, net; they add up to the net. */
  taxable: string[];
  /** Line by line; they add up to the tax. */
  lineTaxes: string[];
  taxes: PreviewTaxDto[];
  net: string;
  tax: string;
  total: string;
  payable: string;
  /** What rounds the total to what is payable; null where nothing is to be rounded. */
  roundingLine: string | null;
  creditNotes: PreviewCreditNoteDto[];
}
