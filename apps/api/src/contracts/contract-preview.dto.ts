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

  /** Number of units. Defaults to 1. */
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

  /** Decimal. Amount for a whole period. */
  @IsDecimalText()
  amount: string;

  /** Whether the fee is due in advance or in arrears. Defaults to arrears. */
  @MayBeNull()
  @IsIn(FEE_TIMINGS)
  timing?: FeeTiming | null;
}

export class PreviewMinimumDto {
  /** Decimal. Amount for a whole period. */
  @IsPositiveText()
  amount: string;
}

/** Change, with exactly one of `set`, `end` and `anchorDate`. */
export class PreviewChangeDto {
  /**
   * The first day of the new terms, or the day that `end` refers to: a date in the contract's time zone, or an instant.
   */
  @IsDayOrInstant()
  on: string;

  /** New fees by key, as decimals. */
  @MayBeNull()
  @IsDecimalTexts()
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  set?: Record<string, string> | null;

  /** Whether the day is the last one billed (`after`) or the first one not billed (`before`). */
  @MayBeNull()
  @IsIn(['after', 'before'])
  end?: 'after' | 'before' | null;

  /** Day on which a period begins from this change on. */
  @MayBeNull()
  @IsRealDay()
  anchorDate?: string | null;
}

export class ContractDescriptionDto {
  /** IANA time zone. Defaults to UTC. */
  @MayBeNull()
  @IsString()
  @MaxLength(64)
  zone?: string | null;

  /** The first day, as a date in the time zone or an instant. */
  @IsDayOrInstant()
  start: string;

  /** Length of a period. Defaults to one month. */
  @MayBeNull()
  @ValidateNested()
  @Type(() => RhythmDto)
  every?: RhythmDto | null;

  /** Alignment of periods. Defaults to `calendar`. */
  @MayBeNull()
  @IsIn(PERIOD_ALIGNMENTS)
  align?: PeriodAlignment | null;

  /** Day on which a period begins. By default, the alignment determines it. */
  @MayBeNull()
  @IsRealDay()
  anchorDate?: string | null;

  /** Proration unit. Defaults to `day`. */
  @MayBeNull()
  @IsIn(DAY_COUNTS)
  proration?: DayCount | null;

  /** Number of trial days. Billing starts on the day after the trial. Defaults to 0. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(36_600)
  trialDays?: number | null;

  /** Number of billed periods. Defaults to 1 if `until` is omitted too. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(1200)
  count?: number | null;

  /** End of the preview. Returns all periods that begin before it. */
  @MayBeNull()
  @IsDayOrInstant()
  until?: string | null;

  /** ISO 4217 code, or number of decimals of amounts. If omitted or null, amounts are not rounded. */
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

  /** Decimal. Amount of usage in each period. */
  @MayBeNull()
  @IsDecimalText()
  usageAmount?: string | null;

  /** Decimal. Allowance of a whole period. */
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

/** Period of the contract. `to` and `periodTo` are the days after the last day. */
export class PreviewedPeriodDto {
  periodFrom: string;
  periodTo: string;
  /** The first day of the billed part of the period. */
  from: string;
  to: string;
  fromInstant: string;
  toInstant: string;
  @ApiProperty({ type: 'integer' })
  days: number;
  /** Number of days in the whole period. */
  @ApiProperty({ type: 'integer' })
  of: number;
  /** Decimal. Elapsed hours of the billed part. */
  hours: string;
  /** Proration factor with nine decimals, for display. */
  factor: string;
  includedQuantity: string | null;
}

export class PreviewedLineDto {
  /** Key of the fee; `minimum` for a true-up. */
  key: string;
  kind: 'fee' | 'credit' | 'charge' | 'true_up';
  from: string;
  to: string;
  @ApiProperty({ type: 'integer' })
  days: number;
  /** Decimal. Rounded amount; negative for a credit. */
  amount: string;
}

export class ContractPreviewDto {
  periods: PreviewedPeriodDto[];
  lines: PreviewedLineDto[];
}
