import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';
import { ExitAgreementDto } from './exit-agreement.dto.js';
import { IndexClauseDto } from './index-clause.dto.js';
import { InvoiceTermsDto } from './invoice-terms.dto.js';
import { PauseDto } from './pause.dto.js';
import { NewPerformanceTermDto } from './performance.dto.js';

/** Initial terms of a contract. They can be edited while the contract is a draft, and replaced by an amendment. */
export class AgreedTermsDto {
  /** The last day billed, inclusive; null if there is no end date. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  @MayBeAbsent()
  @IsInt()
  paymentDays?: number;

  @MayBeAbsent()
  @IsBoolean()
  kitsIncluded?: boolean;

  /** Cost of an early termination and possible end dates; null if they are agreed only as text. */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => ExitAgreementDto)
  exit?: ExitAgreementDto | null;

  /**
   * Index clause; null if prices are not adjusted. An index adjustment is based on the clause that is in force on the
   * day of the adjustment.
   */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => IndexClauseDto)
  indexClause?: IndexClauseDto | null;

  /** Pauses, during which fees are reduced or not due. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(24)
  @ValidateNested({ each: true })
  @Type(() => PauseDto)
  pauses?: PauseDto[];

  /** Terms of the whole invoice; null if there are none. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => InvoiceTermsDto)
  invoiceTerms?: InvoiceTermsDto | null;

  /** Guarantees, which are evaluated at the end of each month. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewPerformanceTermDto)
  performance?: NewPerformanceTermDto[];
}
