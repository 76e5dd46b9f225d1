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
/** Limits that together keep the calculation of a preview within half a second. */
const MAX_LINES = 500;
const MAX_TAXES = 5;
const MAX_DISCOUNTS = 50;
const MAX_CREDITS = 50;
const CODE_LENGTH = 40;

/** Tax, with either `percent` or `amount`. */
export class DescribedTaxDto {
  /** Name of the tax category. */
  @MayBeNull()
  @IsString()
  @MaxLength(CODE_LENGTH)
  code?: string | null;

  /** Decimal. Tax rate in percent. */
  @MayBeNull()
  @IsDecimalText()
  percent?: string | null;

  /** Decimal. Stated tax amount. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;
}

/** Line, with either `net` or `gross`, as stated by `prices`, and with `percent`, `taxes` or neither. */
export class DescribedLineDto {
  /** Decimal. Net amount before the line's discount. */
  @MayBeNull()
  @IsDecimalText()
  net?: string | null;

  /** Decimal. Amount including taxes, before the line's discount. */
  @MayBeNull()
  @IsDecimalText()
  gross?: string | null;

  /** Decimal. Rate of the line's only tax, in percent. */
  @MayBeNull()
  @IsDecimalText()
  percent?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_TAXES)
  @ValidateNested({ each: true })
  @Type(() => DescribedTaxDto)
  taxes?: DescribedTaxDto[] | null;

  /** Decimal. Discount on this line, applied before the discounts of the invoice. */
  @MayBeNull()
  @IsPositiveText()
  discount?: string | null;
}

/** Discount, with either `percent` or `amount`. */
export class DescribedDiscountDto {
  /** Decimal. Percentage of the amount after the previous discounts. */
  @MayBeNull()
  @IsPositiveText()
  percent?: string | null;

  /** Decimal. Discount on the invoice. */
  @MayBeNull()
  @IsPositiveText()
  amount?: string | null;
}

/** Credit note, with `net`, `fraction`, or `line` together with `net`. */
export class DescribedCreditDto {
  /** Decimal. Net amount to credit: for a line, before discounts; for the invoice, after discounts. */
  @MayBeNull()
  @IsDecimalText()
  net?: string | null;

  /** Fraction of the invoice, such as `29/30`. */
  @MayBeNull()
  @Matches(FRACTION)
  fraction?: string | null;

  /** Index of the line, starting at 0. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(MAX_LINES)
  line?: number | null;
}

export class InvoiceDescriptionDto {
  /** ISO 4217 code, or number of decimals of amounts. If omitted or null, amounts are not rounded. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true, required: false })
  currency?: string | number | null;

  /** Whether prices include tax. Defaults to `inclusive` if a line has a gross amount. */
  @MayBeNull()
  @IsIn(['exclusive', 'inclusive'])
  prices?: Prices | null;

  /** Decimal. Increment to which taxes are rounded. Defaults to the smallest unit of the currency. */
  @MayBeNull()
  @IsPositiveText()
  taxIncrement?: string | null;

  @IsArray()
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested({ each: true })
  @Type(() => DescribedLineDto)
  lines: DescribedLineDto[];

  /** Discounts of the invoice, in order. They never make the invoice negative. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_DISCOUNTS)
  @ValidateNested({ each: true })
  @Type(() => DescribedDiscountDto)
  discounts?: DescribedDiscountDto[] | null;

  /** Decimal. The payable amount is rounded to a multiple of this increment. */
  @MayBeNull()
  @IsPositiveText()
  payableIncrement?: string | null;

  /** Credit notes in order of issue. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_CREDITS)
  @ValidateNested({ each: true })
  @Type(() => DescribedCreditDto)
  creditNotes?: DescribedCreditDto[] | null;
}

/** Tax of one rate and category. Amounts are decimal strings. */
export class PreviewTaxDto {
  code: string | null;
  /** Decimal. Tax rate in percent; null if the tax amounts were stated. */
  percent: string | null;
  taxable: string;
  tax: string;
}

/** Amounts of a credit note, as decimal strings. */
export class PreviewCreditNoteDto {
  /** Part of the discount that is reversed when a line is credited. */
  discountAdjustment: string;
  net: string;
  tax: string;
  total: string;
  taxes: PreviewTaxDto[];
}

/** Amounts of the invoice, as decimal strings. */
export class InvoicePreviewDto {
  /** Type of the document. A negative document is a credit note. */
  documentType: 'invoice' | 'credit_note';
  /** Discount of the invoice, excluding discounts of single lines. */
  discount: string;
  /** Discount by line. The values add up to the discount. */
  discountShares: string[];
  /** Net amount by line. The values add up to the net amount. */
  taxable: string[];
  /** Tax by line. The values add up to the tax. */
  lineTaxes: string[];
  taxes: PreviewTaxDto[];
  net: string;
  tax: string;
  total: string;
  payable: string;
  /** Rounding difference between the total and the payable amount; null if the payable amount is not rounded. */
  roundingLine: string | null;
  creditNotes: PreviewCreditNoteDto[];
}
