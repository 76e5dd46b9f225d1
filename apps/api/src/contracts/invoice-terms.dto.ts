import { Type } from 'class-transformer';
import { IsString, MaxLength, ValidateNested } from 'class-validator';
import type { InvoiceTerms } from '#contracts';
import { OrNull } from '../http/absence.decorators.js';

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

/** What is agreed of a whole bill, beside the charges on it. */
export class InvoiceTermsDto {
  /** Null where none is agreed. */
  @OrNull()
  @ValidateNested()
  @Type(() => AgreedMinimumDto)
  minimum: AgreedMinimumDto | null;
}

export function toInvoiceTermsDto(terms: InvoiceTerms | null): InvoiceTermsDto | null {
  return terms && { minimum: terms.minimum && { ...terms.minimum } };
}
