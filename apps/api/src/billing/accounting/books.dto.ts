import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { type RuleCategory, SUPPLIES, type Supply, TAX_CATEGORIES } from '#invoicing';
import { MayBeAbsent, MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';
import { IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class TaxRuleDto {
  id: string;
  /** The seller. */
  legalEntityId: string;
  /** ISO 3166-1 alpha-2, or `*` for any that has no rule of its own. */
  buyerCountry: string;
  supply: Supply;
  category: RuleCategory;
  percent: string;
  /** What a tax is rounded to by the regime; the currency's own step where null. */
  taxStep: string | null;
  /** Printed where nothing is charged. */
  reason: string;
  validFrom: string;
  /** The last day on which it applies; null without an end. */
  endsOn: string | null;
  /** The day after the last one. Use `endsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  validTo: string | null;
  recordedAt: Date;
  version: number;
}

export class TaxRuleListDto extends WholeListDto {
  items: TaxRuleDto[];
}

export class NewTaxRuleDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsUUID()
  legalEntityId: string;

  /** ISO 3166-1 alpha-2, or `*` for any that has no rule of its own. */
  @Matches(/^([A-Z]{2}|\*)$/)
  buyerCountry: string;

  /** `goods`: kits and parts that are sent. `service`: all else. */
  @IsIn(SUPPLIES)
  supply: Supply;

  @IsIn(TAX_CATEGORIES)
  category: RuleCategory;

  /** 0 unless the category is `standard`. */
  @IsPositiveText()
  percent: string;

  @MayBeNull()
  @IsPositiveText()
  taxStep?: string | null;

  /** Needed unless the category is `standard`. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  reason?: string;

  @IsRealDay()
  validFrom: string;

  /** The last day on which it applies; null without an end. Takes precedence over `validTo`. */
  @MayBeNull()
  @IsRealDay()
  endsOn?: string | null;

  /** The day after the last one. Use `endsOn`, the last day. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsRealDay()
  validTo?: string | null;
}

export class TaxRuleEndDto {
  /**
   * The last day on which it applies; null removes the end. The day before its first day withdraws the rule. Takes precedence over
   * `validTo`.
   */
  @MayBeNull()
  @IsRealDay()
  endsOn?: string | null;

  /** The day after the last one. Use `endsOn`, the last day. */
  @ApiPropertyOptional({ deprecated: true })
  @ValidateIf(({ endsOn }: TaxRuleEndDto) => endsOn === undefined)
  @OrNull()
  @IsRealDay()
  validTo?: string | null;
}

export class AccountingPeriodDto {
  legalEntityId: string;
  /** `YYYY-MM` */
  month: string;
  state: 'open' | 'closed';
  /** How many documents were posted in it. */
  entries: number;
  changedAt: Date | null;
  changedBy: string | null;
}

export class AccountingPeriodListDto extends WholeListDto {
  /** A month that is not in it is open. */
  items: AccountingPeriodDto[];
}

export class AccountingPeriodChangeDto {
  @IsUUID()
  legalEntityId: string;

  @Matches(MONTH)
  month: string;

  @IsIn(['open', 'closed'])
  state: 'open' | 'closed';

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  why: string;
}

export class FxRateDto {
  id: string;
  fromCurrency: string;
  toCurrency: string;
  day: string;
  /** `toCurrency` for one of `fromCurrency`. */
  rate: string;
  source: string;
  recordedAt: Date;
}

export class FxRateListDto extends WholeListDto {
  items: FxRateDto[];
}

export class NewFxRateDto {
  @IsISO4217CurrencyCode()
  fromCurrency: string;

  @IsISO4217CurrencyCode()
  toCurrency: string;

  @IsRealDay()
  day: string;

  /** `toCurrency` for one of `fromCurrency`. */
  @IsPositiveText()
  @Matches(/[1-9]/)
  rate: string;

  /** Whose rate it is. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string;
}
