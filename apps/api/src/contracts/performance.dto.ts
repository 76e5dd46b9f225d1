import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { PERFORMANCE_TYPES, type PerformanceType } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../http/absence.decorators.js';

const LONGEST_DECIMAL = 32;
const MOST_METERS = 200;

/** A promise whose missing gives something back, judged once a month is over. Decimals. */
export class PerformanceTermDto {
  /** `energy`: what a cubic metre may take. `delivery`: time outside the limits at the customer's distribution point. */
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
  /** Of delivery: from which share of the time inside the limits on nothing is given back; null: every minute outside counts. */
  guaranteePercent: string | null;
  /** Of delivery: for each hour outside that began. */
  creditPerStartedHour: string | null;
  /** Of delivery: the meter of the contract that counts the time outside, in hours or minutes. */
  outsideMeterId: string | null;
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
}
