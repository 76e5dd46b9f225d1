import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { PERFORMANCE_TYPES, type PerformanceType } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';

const LONGEST_DECIMAL = 32;
const MOST_METERS = 200;

/** A part of the fee that is given back below an availability: the lowest that applies counts. */
export class AvailabilityBandDto {
  /** Percent. */
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  below: string;

  /** Of the fee. */
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  percent: string;
}

/** A promise whose missing gives something back, judged once a month is over. Decimals. */
export class PerformanceTermDto {
  /**
   * `energy`: what a cubic metre may take. `delivery`: time outside the limits at the customer's distribution point. `availability`: the
   * share of the time in which machines could work, by the downtime that is written down.
   */
  type: PerformanceType;
  /** Its name within the contract, which stays: lines of invoices refer to it. */
  key: string;
  /** Where the contract says so. */
  clause: string;
  /** Of energy: kilowatt-hours a cubic metre may take, and what each one beyond gives back. */
  kwhPerM3: string | null;
  kwhPrice: string | null;
  /** Meters of the contract that count both. */
  kwhMeterIds: string[];
  m3MeterIds: string[];
  /** Of delivery: from which share of the time inside the limits on nothing is given back; null: every minute outside counts. Of availability: below it a malus is due. */
  guaranteePercent: string | null;
  /** Of delivery: for each hour outside that began. */
  creditPerStartedHour: string | null;
  /** Of delivery: the meter of the contract that counts the time outside, in hours or minutes. */
  outsideMeterId: string | null;
  /** Of availability: planned work up to so many hours is nobody's. */
  plannedAllowanceHours: string | null;
  /** Of the fee, for each point below the guarantee, and at most. */
  malusPercentPerPoint: string | null;
  malusCapPercent: string | null;
  /** From it on the bonus is due, a part of the fee. */
  bonusFromPercent: string | null;
  bonusPercent: string | null;
  /** The fee follows availability: 100 - (target - availability) x slope percent of it, nothing below `zeroBelow`, never above 100. */
  targetPercent: string | null;
  slope: string | null;
  zeroBelow: string | null;
  bands: AvailabilityBandDto[];
  /** Keys of the charges by month whose amounts it adjusts. */
  chargeKeys: string[];
  /** All of the contract where none is named. */
  machineIds: string[];
}

/** What a type has no use for is left out. */
export class NewPerformanceTermDto {
  @IsIn(PERFORMANCE_TYPES)
  type: PerformanceType;

  /** Letters, digits, `-` and `_`, no charge's; after the type when left out. */
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
  @MaxLength(LONGEST_DECIMAL)
  kwhPerM3?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  kwhPrice?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_METERS)
  @IsUUID(undefined, { each: true })
  kwhMeterIds?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_METERS)
  @IsUUID(undefined, { each: true })
  m3MeterIds?: string[];

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  guaranteePercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  creditPerStartedHour?: string | null;

  @MayBeNull()
  @IsUUID()
  outsideMeterId?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  plannedAllowanceHours?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  malusPercentPerPoint?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  malusCapPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  bonusFromPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  bonusPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  targetPercent?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  slope?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
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
