import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { USAGE_METHODS, type UsageMethod } from '#contracts';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';

const MOST_MONTHS = 36;

export class MeterPastQueryDto {
  /** Of the device; its kind fits the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

  /** `counter` when left out: by how much a counter rose. */
  @MayBeAbsent()
  @IsIn(USAGE_METHODS)
  method?: UsageMethod;

  /** Values that count, the parameter given once for each: a `state_time` needs some, an `event_count` without any counts every event. */
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => [value].flat())
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(64, { each: true })
  matches?: string[];

  /** Of `peak_demand`: 5, 10, 15, 30 or 60; 15 when left out. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  intervalMinutes?: number;

  /** What a unit of the readings is in units of the quantity, decimal; one when left out. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  factor?: string;

  /** UCUM, of the quantity where there is a factor; otherwise it follows from signal and method. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  unit?: string;

  /** More in an hour, or a higher level, is held, decimal; what the contract says that last measures it alike when left out. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  maxRatePerHour?: string;

  /** So long a level stands, and so long may a counter be silent; what the contract says that last measures it alike when left out. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  maxGapMinutes?: number;

  /** IANA; its calendar months are told. */
  @IsString()
  @MaxLength(64)
  zone: string;

  /** How many; twelve when left out. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  months?: number;

  /** The last of them, `YYYY-MM`; the last whole month when left out. */
  @MayBeAbsent()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  until?: string;
}

export class PastMonthDto {
  /** `YYYY-MM` */
  month: string;
  state: 'measured' | 'held' | 'unknown';
  /** Decimal; null unless measured. */
  quantity: string | null;
  heldQuantity: string;
  estimatedQuantity: string;
  /** Seconds of the month of which nobody knows what was used. */
  unknownSeconds: number;
  seconds: number;
  /** `stored`: a contract's usage. `derived`: from readings, at once. `removed`: its readings are kept no more. */
  source: 'stored' | 'derived' | 'removed';
}

export class MeterPastDto {
  deviceId: string;
  code: string;
  /** Null of an instrument of a site. */
  machineId: string | null;
  serial: string | null;
  signalKey: string;
  method: UsageMethod;
  /** UCUM, of the quantity. */
  unit: string;
  /** The oldest first. */
  months: PastMonthDto[];
}
