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

/** Allows more decimals than prices have, for values such as 1/60 or a floating-point number of a controller. */
const DECIMAL = /^-?\d{1,30}(\.\d{1,30})?$/;
const POSITIVE = /^(?=.*[1-9])\d{1,30}(\.\d{1,30})?$/;
const MAX_SECONDS = 10 * 366 * 86_400;
export const MAX_READINGS = 20_000;
const MAX_EVENTS = 500;
const EVENT_TYPES = ['declared_reset', 'exchange', 'estimate', 'all_off'] as const;

export class GasStateDto {
  /** Decimal. Temperature in degrees Celsius. */
  @Matches(DECIMAL)
  celsius: string;

  /** Decimal. Absolute pressure in millibars. */
  @Matches(DECIMAL)
  mbar: string;
}

export class ReferenceConditionsDto {
  /** State in which the gas is metered. */
  @IsObject()
  @ValidateNested()
  @Type(() => GasStateDto)
  from: GasStateDto;

  /** State in which the gas is billed. */
  @IsObject()
  @ValidateNested()
  @Type(() => GasStateDto)
  to: GasStateDto;
}

export class QuantityRoundingDto {
  @IsIn(ROUNDING_MODES)
  mode: RoundingMode;

  /** Number of decimals. Negative numbers round to tens, hundreds and so on. */
  @IsInt()
  @Min(-12)
  @Max(12)
  decimals: number;
}

export class MeterDefinitionDto {
  @IsIn(METER_METHODS)
  method: MeterMethod;

  /** Decimal. Units of the quantity per unit of the readings. */
  @MayBeNull()
  @Matches(DECIMAL)
  factor?: string | null;

  /** Decimal. Value at which the counter rolls over to 0. */
  @MayBeNull()
  @Matches(POSITIVE)
  modulus?: string | null;

  /** Decimal. Maximum plausible increase per minute, in units of the readings. */
  @MayBeNull()
  @Matches(POSITIVE)
  maxRatePerMinute?: string | null;

  /**
   * Longest time in seconds for which a level counts without a new reading. An increase of a counter over a longer time
   * is divided at the boundaries of periods.
   */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MAX_SECONDS)
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  maxHoldSeconds?: number | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => QuantityRoundingDto)
  rounding?: QuantityRoundingDto | null;

  /**
   * Formula with signals, decimals, `+ - * /` and parentheses, for the method `formula`. A signal is evaluated as a
   * counter, but if it has only one reading, the value of that reading is the quantity of the period.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(500)
  formula?: string | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => ReferenceConditionsDto)
  reference?: ReferenceConditionsDto | null;

  /** The last day of the certificate, `YYYY-MM-DD`, in the time zone of the period's end. */
  @MayBeNull()
  @IsRealDay()
  calibrationValidTo?: string | null;

  /** `all_off` puts flow on hold that was counted while all machines were off. */
  @MayBeNull()
  @IsIn(['all_off'])
  crossCheck?: 'all_off' | null;
}

export class MeteredPeriodDto {
  @IsInstant()
  from: string;

  /** End of the period, exclusive. A counter increase that ends exactly at this instant is included. */
  @IsInstant()
  to: string;
}

export class PreviewReadingDto {
  @IsInstant()
  at: string;

  /** Decimal. Value of the reading; null if the message contained no value. */
  @MayBeNull()
  @Matches(DECIMAL)
  value?: string | null;

  /** Quality of the reading. Defaults to `measured`. */
  @MayBeNull()
  @IsIn(['measured', 'estimated'])
  quality?: 'measured' | 'estimated' | null;

  @MayBeNull()
  @IsString()
  @MaxLength(100)
  signal?: string | null;

  /** Subject of the reading, such as a machine or a user. */
  @MayBeNull()
  @IsString()
  @MaxLength(100)
  subject?: string | null;

  /**
   * Distinguishes readings of the same instant. A second reading with the same instant, signal and key is a duplicate.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(200)
  key?: string | null;

  /** Time of receipt. Defaults to `at`. */
  @MayBeNull()
  @IsInstant()
  receivedAt?: string | null;
}

/**
 * Event. `declared_reset` and `exchange` require `at`. `estimate` and `all_off` require `from` and `to`, and `estimate`
 * also requires `perHour`.
 */
export class PreviewEventDto {
  @IsIn(EVENT_TYPES)
  type: (typeof EVENT_TYPES)[number];

  @MayBeNull()
  @IsInstant()
  at?: string | null;

  /** Decimal. Last value of the old register. */
  @MayBeNull()
  @Matches(DECIMAL)
  final?: string | null;

  /** Decimal. First value of the new register. Defaults to 0. */
  @MayBeNull()
  @Matches(DECIMAL)
  initial?: string | null;

  @MayBeNull()
  @IsInstant()
  from?: string | null;

  @MayBeNull()
  @IsInstant()
  to?: string | null;

  /** Decimal. Quantity per hour of an estimate, in the meter's unit. */
  @MayBeNull()
  @Matches(DECIMAL)
  perHour?: string | null;
}

export class MeterDescriptionDto {
  @IsObject()
  @ValidateNested()
  @Type(() => MeterDefinitionDto)
  meter: MeterDefinitionDto;

  /** Period to measure. Defaults to the time from the first to the last known reading. */
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => MeteredPeriodDto)
  period?: MeteredPeriodDto | null;

  /** Length in seconds of the windows that the period is divided into, and of the buckets of `max_per_bucket`. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MAX_SECONDS)
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  windowSeconds?: number | null;

  /** Cutoff. Data that was received at this instant or later is excluded. */
  @MayBeNull()
  @IsInstant()
  knownBefore?: string | null;

  /** Readings in order of arrival. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_READINGS)
  @ValidateNested({ each: true })
  @Type(() => PreviewReadingDto)
  readings?: PreviewReadingDto[] | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => PreviewEventDto)
  events?: PreviewEventDto[] | null;
}

export class MeasuredStepDto {
  kind: StepKind;
  /** Decimal. Exact quantity of the step; null if it is unknown. */
  quantity: string | null;
}

export class MeasuredExceptionDto {
  code: ExceptionCode;
  /** Decimal. Quantity that would result if the readings were accepted. */
  implied: string | null;
  /** The last day of an expired certificate. */
  since: string | null;
  /** Action that resolves the exception. */
  action: MeterPreviewException['action'];
}

export class MeterPreviewDto {
  /** Decimal. Measured quantity; null if all of it is on hold or unknown. */
  quantity: string | null;
  state: MeterPreviewState;
  flags: 'contains_estimate'[];
  steps: MeasuredStepDto[];
  /** Quantity of each window, a decimal or null; null if no windows were requested. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true }, nullable: true })
  windows: (string | null)[] | null;
  heldQuantity: string;
  estimatedQuantity: string;
  /** Decimal. Factor applied to the readings, including reference conditions. */
  factor: string;
  exceptions: MeasuredExceptionDto[];
  /** Number of readings that were known by the cutoff and are not duplicates. */
  @ApiProperty({ type: 'integer' })
  accepted: number;
  @ApiProperty({ type: 'integer' })
  duplicates: number;
  /** Number of accepted readings that arrived after a reading with a later time, of the same signal and subject. */
  @ApiProperty({ type: 'integer' })
  outOfOrder: number;
}
