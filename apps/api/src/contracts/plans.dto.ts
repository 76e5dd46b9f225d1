import { OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsISO4217CurrencyCode,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';
import { NewBookEntryDto } from '../price-books/price-books.dto.js';
import { PlanDto } from './contracts.dto.js';
import { WholeListDto } from '../http/whole-list.js';

export class PlanWithTermsDto extends PlanDto {
  terms: Record<string, unknown>;
  /** Since when new contracts are not offered it; null while they are. */
  archivedAt: Date | null;
  version: number;
}

export class PlanListDto extends WholeListDto {
  items: PlanWithTermsDto[];
}

export class PlanQueryDto {
  /** `true`: also those that new contracts are not offered any more. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  archived?: boolean;
}

/** What a charge of a plan costs. */
export class NewPlanChargeDto extends OmitType(NewBookEntryDto, ['planId'] as const) {}

/** What a new plan costs, as the next version of a price book. */
export class NewPlanPricesDto {
  /** Null or left out: a new book of the plan's code and name. */
  @MayBeNull()
  @IsUUID()
  bookId?: string | null;

  /** The book's. */
  @IsISO4217CurrencyCode()
  currency: string;

  /** The first day of the version, `YYYY-MM-DD`. */
  @IsRealDay()
  validFrom: string;

  /** In the order of the invoice. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewPlanChargeDto)
  charges: NewPlanChargeDto[];
}

export class NewPlanDto {
  /** Chosen by the client, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  code: string;

  /** By locale; `en` at least. */
  @IsTexts()
  name: Record<string, string>;

  /** What its prices are made of, in a word or two: `base+included+overage`, `graduated+annual_minimum`, ... */
  @IsString()
  @MaxLength(80)
  structure: string;

  @MayBeAbsent()
  @IsObject()
  terms?: Record<string, unknown>;

  /** What it costs: contracts of the plan begin with it. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => NewPlanPricesDto)
  prices?: NewPlanPricesDto;
}

export class PlanChangesDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  code?: string;

  /** By locale; `en` at least. */
  @MayBeAbsent()
  @IsTexts()
  name?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(80)
  structure?: string;

  /** Contracts that have it keep it; no other takes it. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
