import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { PERFORMANCE_TYPES, type PerformanceType } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';

const MAX_DECIMAL_LENGTH = 32;
const MAX_METERS = 200;

/**
 * Percentage of the fee that is credited if availability is below a value. If several bands apply, the band with the
 * lowest value determines the credit.
 */
export class AvailabilityBandDto {
  /** Availability in percent. */
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  below: string;

  /** Percentage of the fee. */
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  percent: string;
}

/**
 * Guarantee that leads to a credit if it is missed, evaluated at the end of each month. Prices, percentages and hours
 * are decimal strings.
 */
export class PerformanceTermDto {
  /**
   * `energy`: energy use per cubic metre. `delivery`: time outside the limits at the customer's delivery point.
   * `availability`: share of the time in which machines were available, based on recorded downtime.
   */
  type: PerformanceType;
  /** Key within the contract. It never changes, because invoice lines refer to it. */
  key: string;
  /** Clause of the contract. */
  clause: string;
  /**
   * Guaranteed energy use for `energy`, in kilowatt-hours per cubic metre. `kwhPrice` is the credit for each excess
   * kilowatt-hour.
   */
  kwhPerM3: string | null;
  kwhPrice: string | null;
  /** Meters of the contract that measure energy. `m3MeterIds` are those that measure the volume. */
  kwhMeterIds: string[];
  m3MeterIds: string[];
  /**
   * Guarantee in percent. For `delivery`, no credit is due if at least this share of the time is within the limits;
   * null if every minute outside the limits counts. For `availability`, a malus is due below the guarantee.
   */
  guaranteePercent: string | null;
  /** Credit for each hour or part of an hour outside the limits, for `delivery`. */
  creditPerStartedHour: string | null;
  /** Meter of the contract that measures the time outside the limits in hours or minutes, for `delivery`. */
  outsideMeterId: string | null;
  /** Hours of planned work that count for neither side, for `availability`. */
  plannedAllowanceHours: string | null;
  /**
   * Malus in percent of the fee for each percentage point below the guarantee. `malusCapPercent` is the maximum malus
   * in percent of the fee.
   */
  malusPercentPerPoint: string | null;
  malusCapPercent: string | null;
  /** Availability from which the bonus is due. `bonusPercent` is the bonus in percent of the fee. */
  bonusFromPercent: string | null;
  bonusPercent: string | null;
  /**
   * Target availability in percent, for a fee that depends on availability. The percentage of the fee that is due is
   * 100 − (target − availability) × `slope`, at most 100. No fee is due if availability is below `zeroBelow`.
   */
  targetPercent: string | null;
  slope: string | null;
  zeroBelow: string | null;
  bands: AvailabilityBandDto[];
  /** Keys of the monthly charges that the guarantee adjusts. */
  chargeKeys: string[];
  /** Machines that the guarantee covers; empty for all machines of the contract. */
  machineIds: string[];
}

/** Guarantee. Omit the fields that its type does not use. */
export class NewPerformanceTermDto {
  @IsIn(PERFORMANCE_TYPES)
  type: PerformanceType;

  /** Letters, digits, `-` and `_`, different from the keys of charges. Defaults to a key derived from the type. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  key?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  clause?: string;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  kwhPerM3?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  kwhPrice?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_METERS)
  @IsUUID(undefined, { each: true })
  kwhMeterIds?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_METERS)
  @IsUUID(undefined, { each: true })
  m3MeterIds?: string[];

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  guaranteePercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  creditPerStartedHour?: string | null;

  @MayBeNull()
  @IsUUID()
  outsideMeterId?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  plannedAllowanceHours?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  malusPercentPerPoint?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  malusCapPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  bonusFromPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  bonusPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  targetPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  slope?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  zeroBelow?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => AvailabilityBandDto)
  bands?: AvailabilityBandDto[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  chargeKeys?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  machineIds?: string[];
}
