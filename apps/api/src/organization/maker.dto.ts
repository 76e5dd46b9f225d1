import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsNotEmpty,
  IsString,
  IsTimeZone,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsAmountsByCurrency, IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';

/**
 * Limit for dual approval. Above it, a decision about money requires two people. For example, the person who issues an
 * invoice must not be the person who approved it.
 */
export class FourEyesDto {
  legalEntityId: string;
  /** Name of the legal entity. */
  name: string;
  /**
   * ISO 4217 code of the legal entity's accounting currency. Amounts in other currencies are converted at the latest
   * exchange rate of the last ten days. Without such a rate, they need dual approval.
   */
  currency: string;
  /** Decimal. Limit in the legal entity's accounting currency; null if one person can decide on any amount. */
  @ApiProperty({ type: String, nullable: true })
  limit: string | null;
}

export class FourEyesChangeDto {
  @IsUUID()
  legalEntityId: string;

  /** Decimal. Limit in the legal entity's accounting currency; null if one person can decide on any amount. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf((_object, value) => value !== null)
  @IsPositiveText()
  limit: string | null;
}

export class MakerDto {
  id: string;
  /** First topic level below `eaas/` of the maker's devices. */
  slug: string;
  name: string;
  /** Name by locale, for languages in which it differs from `name`. */
  nameI18n: Record<string, string>;
  brand: string;
  country: string;
  zone: string;
  /** Limits for dual approval, by legal entity. */
  fourEyes: FourEyesDto[];
  /** The lowest limit of `fourEyes` in each currency. Excludes legal entities without a limit. */
  @ApiProperty({ deprecated: true })
  fourEyesLimits: Record<string, string>;
  version: number;
}

export class MakerChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsTexts()
  nameI18n?: Record<string, string>;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  brand?: string;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;

  /** Limits to change. Omitted legal entities keep their limit. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => FourEyesChangeDto)
  fourEyes?: FourEyesChangeDto[];

  /**
   * Deprecated: use `fourEyes` instead. Each legal entity gets the lowest of these amounts, converted to its accounting
   * currency at the latest exchange rate of the last ten days, or 0 if there is no such rate for any of them. An empty
   * object removes all limits.
   */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeAbsent()
  @IsAmountsByCurrency()
  fourEyesLimits?: Record<string, string>;
}
