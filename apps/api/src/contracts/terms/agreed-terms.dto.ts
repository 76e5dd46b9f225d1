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

/** Terms that a contract begins with, that are written on while it is a draft, and that an amendment sets anew. */
export class AgreedTermsDto {
  /** The last day that is billed; null while the contract runs without an end. */
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

  /** What leaving it costs and when it can end; null where nothing but words is agreed. */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => ExitAgreementDto)
  exit?: ExitAgreementDto | null;

  /** How its prices follow indexes; null where they don't. Steps go by the clause that holds on their day. */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => IndexClauseDto)
  indexClause?: IndexClauseDto | null;

  /** Days on which fees rest; replaces the list that is there. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(24)
  @ValidateNested({ each: true })
  @Type(() => PauseDto)
  pauses?: PauseDto[];

  /** What is agreed of a whole bill; null where nothing is. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => InvoiceTermsDto)
  invoiceTerms?: InvoiceTermsDto | null;

  /** What is promised, and judged once a month is over; replaces the list that is there. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewPerformanceTermDto)
  performance?: NewPerformanceTermDto[];
}
