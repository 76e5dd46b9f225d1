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
  /** The seller: one of the maker's legal entities. */
  legalEntityId: string;
  /** ISO 3166-1 alpha-2 code of the buyer's country, or `*` for all countries that have no rule of their own. */
  buyerCountry: string;
  supply: Supply;
  category: RuleCategory;
  percent: string;
  /** Increment to which the tax is rounded; null for the smallest unit of the currency. */
  taxStep: string | null;
  /** Legal reason why no tax is charged, printed on documents; can be empty for the category `standard`. */
  reason: string;
  validFrom: string;
  /** The last day on which the rule applies, inclusive; null if the rule has no end date. */
  endsOn: string | null;
  /** Deprecated: the day after the last day. Use `endsOn` instead. */
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

  /** ISO 3166-1 alpha-2 code of the buyer's country, or `*` for all countries that have no rule of their own. */
  @Matches(/^([A-Z]{2}|\*)$/)
  buyerCountry: string;

  /** `goods`: kits and parts that are shipped. `service`: everything else. */
  @IsIn(SUPPLIES)
  supply: Supply;

  @IsIn(TAX_CATEGORIES)
  category: RuleCategory;

  /** Tax rate in percent; 0 unless the category is `standard`. */
  @IsPositiveText()
  percent: string;

  @MayBeNull()
  @IsPositiveText()
  taxStep?: string | null;

  /** Legal reason why no tax is charged, printed on documents. Required unless the category is `standard`. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  reason?: string;

  @IsRealDay()
  validFrom: string;

  /**
   * The last day on which the rule applies, inclusive; null if the rule has no end date. Takes precedence over
   * `validTo`.
   */
  @MayBeNull()
  @IsRealDay()
  endsOn?: string | null;

  /** Deprecated: the day after the last day. Use `endsOn` instead. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsRealDay()
  validTo?: string | null;
}

export class TaxRuleEndDto {
  /**
   * The last day on which the rule applies, inclusive; null removes the end date. To withdraw the rule, set the day
   * before its first day. Takes precedence over `validTo`.
   */
  @MayBeNull()
  @IsRealDay()
  endsOn?: string | null;

  /** Deprecated: the day after the last day. Use `endsOn` instead. */
  @ApiPropertyOptional({ deprecated: true })
  @ValidateIf(({ endsOn }: TaxRuleEndDto) => endsOn === undefined)
  @OrNull()
  @IsRealDay()
  validTo?: string | null;
}

export class AccountingPeriodDto {
  legalEntityId: string;
  /** Month, `YYYY-MM`. */
  month: string;
  state: 'open' | 'closed';
  /** Number of journal entries in the month. */
  entries: number;
  changedAt: Date | null;
  changedBy: string | null;
}

export class AccountingPeriodListDto extends WholeListDto {
  /** Months that have journal entries, or were closed or reopened. A month that is not listed is open. */
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
  /** Decimal. Amount of `toCurrency` for one unit of `fromCurrency`. */
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

  /** Decimal. Amount of `toCurrency` for one unit of `fromCurrency`. */
  @IsPositiveText()
  @Matches(/[1-9]/)
  rate: string;

  /** Publisher of the rate. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string;
}
