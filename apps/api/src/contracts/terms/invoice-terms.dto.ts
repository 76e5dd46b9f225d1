import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { InvoiceTerms } from '#contracts';
import { MayBeAbsent, MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';

/** What is due at least of a month of the whole contract. */
export class AgreedMinimumDto {
  /** Decimal, of a whole month: fees and usage that are billed by the month count towards it. */
  @IsString()
  @MaxLength(32)
  amount: string;

  /** Where the contract says so; may be empty. */
  @IsString()
  @MaxLength(100)
  clause: string;
}

/** What comes off a whole bill: a percentage of what the discounts before it left, or an amount. */
export class AgreedDiscountDto {
  /** Decimal, above 0 and up to 100; null of an amount. */
  @OrNull()
  @IsString()
  @MaxLength(32)
  percent: string | null;

  /** Decimal; null of a percentage. */
  @OrNull()
  @IsString()
  @MaxLength(32)
  amount: string | null;

  /** Bills that end on this day or later are lessened, `YYYY-MM-DD`; null from the beginning. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  from: string | null;

  /** Bills that end on this day or before are lessened; null without an end. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  until: string | null;

  /** Where the contract says so; may be empty. */
  @IsString()
  @MaxLength(100)
  clause: string;
}

/** What is agreed of a whole bill, beside the charges on it. */
export class InvoiceTermsDto {
  /** Null where none is agreed. */
  @OrNull()
  @ValidateNested()
  @Type(() => AgreedMinimumDto)
  minimum: AgreedMinimumDto | null;

  /** In the order in which they come off; none where it is left out. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AgreedDiscountDto)
  discounts?: AgreedDiscountDto[];

  /** What is to be paid of an invoice is a multiple of it, decimal, such as 0.05; paid as it is where it is null or left out. */
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
