import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  DAY_COUNTS,
  FEE_TIMINGS,
  PERIOD_ALIGNMENTS,
  PERIOD_UNITS,
  type DayCount,
  type FeeTiming,
  type PeriodAlignment,
  type PeriodUnit,
} from '#contracts';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import {
  IsAmountPrecision,
  IsDecimalText,
  IsDecimalTexts,
  IsPositiveText,
} from '../http/fields/decimal.decorators.js';
import { IsDayOrInstant, IsRealDay } from '../http/fields/instant.decorators.js';

export class RhythmDto {
  @IsIn(PERIOD_UNITS)
  unit: PeriodUnit;

  /** 1 when it is left out. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(1200)
  count?: number | null;
}

export class PreviewFeeDto {
  @IsString()
  @MaxLength(100)
  key: string;

  /** For a whole period, decimal. */
  @IsDecimalText()
  amount: string;

  /** In arrears when it is left out. */
  @MayBeNull()
  @IsIn(FEE_TIMINGS)
  timing?: FeeTiming | null;
}

export class PreviewMinimumDto {
  /** For a whole period, decimal. */
  @IsPositiveText()
  amount: string;
}

/** One of `set`, `end` and `anchorDate`. */
export class PreviewChangeDto {
  /** A date of the contract's zone, or an instant: the first day of new terms, or what `end` says. */
  @IsDayOrInstant()
  on: string;

  /** What fees cost from then on, decimals by key. */
  @MayBeNull()
  @IsDecimalTexts()
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  set?: Record<string, string> | null;

  /** Whether the day is the last one billed or not billed any more. */
  @MayBeNull()
  @IsIn(['after', 'before'])
  end?: 'after' | 'before' | null;

  /** A day on which periods meet from then on. */
  @MayBeNull()
  @IsRealDay()
  anchorDate?: string | null;
}

export class ContractDescriptionDto {
  /** IANA; UTC when it is left out. */
  @MayBeNull()
  @IsString()
  @MaxLength(64)
  zone?: string | null;

  /** The first day, a date of the zone or an instant. */
  @IsDayOrInstant()
  start: string;

  /** One month when it is left out. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => RhythmDto)
  every?: RhythmDto | null;

  /** `calendar` when it is left out. */
  @MayBeNull()
  @IsIn(PERIOD_ALIGNMENTS)
  align?: PeriodAlignment | null;

  /** A day on which periods meet; the alignment decides when it is left out. */
  @MayBeNull()
  @IsRealDay()
  anchorDate?: string | null;

  /** `day` when it is left out. */
  @MayBeNull()
  @IsIn(DAY_COUNTS)
  proration?: DayCount | null;

  /** Billing starts on the day after them. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(36_600)
  trialDays?: number | null;

  /** So many billed periods; one when neither it nor `until` is there. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(1200)
  count?: number | null;

  /** All periods that begin before. */
  @MayBeNull()
  @IsDayOrInstant()
  until?: string | null;

  /** ISO 4217, so many decimals, or null where nothing is rounded. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true })
  currency?: string | number | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PreviewFeeDto)
  fees?: PreviewFeeDto[] | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => PreviewMinimumDto)
  minimum?: PreviewMinimumDto | null;

  /** What usage comes to in each period, decimal. */
  @MayBeNull()
  @IsDecimalText()
  usageAmount?: string | null;

  /** Of a whole period, decimal. */
  @MayBeNull()
  @IsPositiveText()
  includedQuantity?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PreviewChangeDto)
  changes?: PreviewChangeDto[] | null;
}

/** Dates are half-open: `to` is the first day that is not in it. */
export class PreviewedPeriodDto {
  periodFrom: string;
  periodTo: string;
  /** What is billed of it. */
  from: string;
  to: string;
  fromInstant: string;
  toInstant: string;
  @ApiProperty({ type: 'integer' })
  days: number;
  /** Days of the whole period. */
  @ApiProperty({ type: 'integer' })
  of: number;
  /** Elapsed, decimal. */
  hours: string;
  /** Nine decimals, for display. */
  factor: string;
  includedQuantity: string | null;
}

export class PreviewedLineDto {
  /** The fee's; `minimum` for a true-up. */
  key: string;
  kind: 'fee' | 'credit' | 'charge' | 'true_up';
  from: string;
  to: string;
  @ApiProperty({ type: 'integer' })
  days: number;
  /** Decimal, rounded; below zero for a credit. */
  amount: string;
}

export class ContractPreviewDto {
  periods: PreviewedPeriodDto[];
  lines: PreviewedLineDto[];
}
