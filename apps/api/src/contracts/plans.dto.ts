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
  /** Time at which the plan was archived; null if it is not archived. New contracts cannot use an archived plan. */
  archivedAt: Date | null;
  version: number;
}

export class PlanListDto extends WholeListDto {
  items: PlanWithTermsDto[];
}

export class PlanQueryDto {
  /** Whether to include archived plans. Defaults to false. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  archived?: boolean;
}

/** Price of a charge of a plan. */
export class NewPlanChargeDto extends OmitType(NewBookEntryDto, ['planId'] as const) {}

/** Prices of a new plan, which become the next version of a price book. */
export class NewPlanPricesDto {
  /**
   * Price book to which the version is added. If null or omitted, a price book with the plan's code and name is
   * created.
   */
  @MayBeNull()
  @IsUUID()
  bookId?: string | null;

  /** Currency of the price book. */
  @IsISO4217CurrencyCode()
  currency: string;

  /** The first day of the version, `YYYY-MM-DD`. */
  @IsRealDay()
  validFrom: string;

  /** Charges, in the order in which invoices list them. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewPlanChargeDto)
  charges: NewPlanChargeDto[];
}

export class NewPlanDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  code: string;

  /** Name by locale. `en` is required. */
  @IsTexts()
  name: Record<string, string>;

  /** Short description of the price structure, such as `base+included+overage` or `graduated+annual_minimum`. */
  @IsString()
  @MaxLength(80)
  structure: string;

  @MayBeAbsent()
  @IsObject()
  terms?: Record<string, unknown>;

  /** Prices of the plan. New contracts start with them. */
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

  /** Name by locale. `en` is required. */
  @MayBeAbsent()
  @IsTexts()
  name?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(80)
  structure?: string;

  /** Whether the plan is archived. Existing contracts keep an archived plan; new contracts cannot use it. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
