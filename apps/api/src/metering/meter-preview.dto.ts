import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  METER_METHODS,
  type ExceptionCode,
  type MeterPreviewException,
  type MeterPreviewState,
  type MeterMethod,
  type StepKind,
} from '#metering';
import { ROUNDING_MODES, type RoundingMode } from '#platform';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsInstant, IsRealDay } from '../http/fields/instant.decorators.js';

/** Readings and factors carry more decimals than prices: a sixtieth, a double of a controller. */
const DECIMAL = /^-?\d{1,30}(\.\d{1,30})?$/;
const POSITIVE = /^(?=.*[1-9])\d{1,30}(\.\d{1,30})?$/;
const LONGEST_SECONDS = 10 * 366 * 86_400;
export const MOST_READINGS = 20_000;
const MOST_EVENTS = 500;
const EVENT_TYPES = ['declared_reset', 'exchange', 'estimate', 'all_off'] as const;

export class GasStateDto {
  /** Degrees, decimal. */
  @Matches(DECIMAL)
  celsius: string;

  /** Absolute pressure, decimal. */
  @Matches(DECIMAL)
  mbar: string;
}

export class ReferenceConditionsDto {
  /** As it was metered. */
  @IsObject()
  @ValidateNested()
  @Type(() => GasStateDto)
  from: GasStateDto;

  /** As it is billed. */
  @IsObject()
  @ValidateNested()
  @Type(() => GasStateDto)
  to: GasStateDto;
}

export class QuantityRoundingDto {
  @IsIn(ROUNDING_MODES)
  mode: RoundingMode;

  /** Below zero for tens, hundreds and so on. */
  @IsInt()
  @Min(-12)
  @Max(12)
  decimals: number;
}

export class MeterDefinitionDto {
  @IsIn(METER_METHODS)
  method: MeterMethod;

  /** What a unit of the readings is in units of the quantity, decimal. */
  @MayBeNull()
  @Matches(DECIMAL)
  factor?: string | null;

  /** The value at which the counter starts over at 0, decimal. */
  @MayBeNull()
  @Matches(POSITIVE)
  modulus?: string | null;

  /** More is not believed; decimal, in units of the readings. */
  @MayBeNull()
  @Matches(POSITIVE)
  maxRatePerMinute?: string | null;

  /** How long a level stands for, and how long a counter's step may be before a boundary splits it. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(LONGEST_SECONDS)
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  maxHoldSeconds?: number | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => QuantityRoundingDto)
  rounding?: QuantityRoundingDto | null;

  /**
   * Of `formula`: signals, decimals, `+ - * /` and parentheses. A signal is read as a counter; one with a single reading says
   * the quantity of the period.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(500)
  formula?: string | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => ReferenceConditionsDto)
  reference?: ReferenceConditionsDto | null;

  /** The last day of the certificate, `YYYY-MM-DD` in the zone of the period's end. */
  @MayBeNull()
  @IsRealDay()
  calibrationValidTo?: string | null;

  /** `all_off` holds flow while every machine stood still. */
  @MayBeNull()
  @IsIn(['all_off'])
  crossCheck?: 'all_off' | null;
}

export class MeteredPeriodDto {
  @IsInstant()
  from: string;

  /** Not in the period any more; a counter's step that ends exactly here is. */
  @IsInstant()
  to: string;
}

export class PreviewReadingDto {
  @IsInstant()
  at: string;

  /** Decimal; null where the message held none. */
  @MayBeNull()
  @Matches(DECIMAL)
  value?: string | null;

  /** `measured` when it is left out. */
  @MayBeNull()
  @IsIn(['measured', 'estimated'])
  quality?: 'measured' | 'estimated' | null;

  @MayBeNull()
  @IsString()
  @MaxLength(100)
  signal?: string | null;

  /** What it is about: a machine, a user. */
  @MayBeNull()
  @IsString()
  @MaxLength(100)
  subject?: string | null;

  /** Tells readings of one instant apart; the same instant, signal and key again is a repeat. */
  @MayBeNull()
  @IsString()
  @MaxLength(200)
  key?: string | null;

  /** When it was taken, when it is left out. */
  @MayBeNull()
  @IsInstant()
  receivedAt?: string | null;
}

/** `declared_reset` and `exchange` happen `at` an instant, `estimate` and `all_off` last `from` one `to` another. */
export class PreviewEventDto {
  @IsIn(EVENT_TYPES)
  type: (typeof EVENT_TYPES)[number];

  @MayBeNull()
  @IsInstant()
  at?: string | null;

  /** What the old register showed last, decimal. */
  @MayBeNull()
  @Matches(DECIMAL)
  final?: string | null;

  /** What the new register began with, decimal; 0 when it is left out. */
  @MayBeNull()
  @Matches(DECIMAL)
  initial?: string | null;

  @MayBeNull()
  @IsInstant()
  from?: string | null;

  @MayBeNull()
  @IsInstant()
  to?: string | null;

  /** Of an estimate, decimal, in the meter's quantity. */
  @MayBeNull()
  @Matches(DECIMAL)
  perHour?: string | null;
}

export class MeterDescriptionDto {
  @IsObject()
  @ValidateNested()
  @Type(() => MeterDefinitionDto)
  meter: MeterDefinitionDto;

  /** Covers all known readings, from the first to the last, when it is left out. */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => MeteredPeriodDto)
  period?: MeteredPeriodDto | null;

  /** Tells the period in windows of this length; buckets of `max_per_bucket`. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(LONGEST_SECONDS)
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  windowSeconds?: number | null;

  /** What was received at this instant or later is left out. */
  @MayBeNull()
  @IsInstant()
  knownBefore?: string | null;

  /** In the order of arrival. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_READINGS)
  @ValidateNested({ each: true })
  @Type(() => PreviewReadingDto)
  readings?: PreviewReadingDto[] | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => PreviewEventDto)
  events?: PreviewEventDto[] | null;
}

export class MeasuredStepDto {
  kind: StepKind;
  /** Decimal, exact; null where nobody knows. */
  quantity: string | null;
}

export class MeasuredExceptionDto {
  code: ExceptionCode;
  /** What the readings would mean if they were believed, decimal. */
  implied: string | null;
  /** The last day of an expired certificate. */
  since: string | null;
  /** What puts it right. */
  action: MeterPreviewException['action'];
}

export class MeterPreviewDto {
  /** Decimal; null where an exception leaves none, or nothing is known. */
  quantity: string | null;
  state: MeterPreviewState;
  flags: 'contains_estimate'[];
  steps: MeasuredStepDto[];
  /** Of each window, decimal or null; null when no windows were asked for. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true }, nullable: true })
  windows: (string | null)[] | null;
  heldQuantity: string;
  estimatedQuantity: string;
  /** What readings were multiplied by, reference conditions included. */
  factor: string;
  exceptions: MeasuredExceptionDto[];
  /** Readings that were known and new. */
  @ApiProperty({ type: 'integer' })
  accepted: number;
  @ApiProperty({ type: 'integer' })
  duplicates: number;
  /** Accepted readings that came after a later one. */
  @ApiProperty({ type: 'integer' })
  outOfOrder: number;
}
