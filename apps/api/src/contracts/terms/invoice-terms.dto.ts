import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { InvoiceTerms } from '#contracts';
import { MayBeAbsent, MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';

/** Monthly minimum of the whole contract. */
export class AgreedMinimumDto {
  /** Decimal. Minimum for a whole month. Fees and usage that are billed monthly count towards it. */
  @IsString()
  @MaxLength(32)
  amount: string;

  /** Clause of the contract; can be empty. */
  @IsString()
  @MaxLength(100)
  clause: string;
}

/** Discount on the whole invoice: a percentage of the amount after the previous discounts, or an amount. */
export class AgreedDiscountDto {
  /** Decimal. Percentage, above 0 and up to 100; null for an amount. */
  @OrNull()
  @IsString()
  @MaxLength(32)
  percent: string | null;

  /** Decimal. Amount of the discount; null for a percentage. */
  @OrNull()
  @IsString()
  @MaxLength(32)
  amount: string | null;

  /**
   * The discount applies to invoices with a period that ends on this day or later, `YYYY-MM-DD`; null if there is no
   * first day.
   */
  @OrNull()
  @IsString()
  @MaxLength(10)
  from: string | null;

  /**
   * The discount applies to invoices with a period that ends on this day or earlier, `YYYY-MM-DD`; null if there is no
   * last day.
   */
  @OrNull()
  @IsString()
  @MaxLength(10)
  until: string | null;

  /** Clause of the contract; can be empty. */
  @IsString()
  @MaxLength(100)
  clause: string;
}

/** Terms of the whole invoice, in addition to the charges. */
export class InvoiceTermsDto {
  /** Monthly minimum; null if there is none. */
  @OrNull()
  @ValidateNested()
  @Type(() => AgreedMinimumDto)
  minimum: AgreedMinimumDto | null;

  /** Discounts in the order in which they apply. Defaults to none. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => AgreedDiscountDto)
  discounts?: AgreedDiscountDto[];

  /**
   * Decimal. The payable amount is rounded to a multiple of this increment, such as 0.05. If null or omitted, it is not
   * rounded.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(32)
  payableIncrement?: string | null;
}

export function toInvoiceTermsDto(terms: InvoiceTerms | null): InvoiceTermsDto | null {
  if (terms === null) return null;
  const { minimum, discounts = [], payableIncrement = null } = terms;
  return {
    minimum: minimum && { ...minimum },
    ...(discounts.length > 0 && { discounts: discounts.map((discount) => ({ ...discount })) }),
    ...(payableIncrement !== null && { payableIncrement }),
  };
}
