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

const MAX_MONTHS = 36;

export class UsageHistoryQueryDto {
  /** Key of a signal of the device. Its kind must suit the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

  /** Method by which a quantity is derived from readings. Defaults to `counter`, the increase of a counter. */
  @MayBeAbsent()
  @IsIn(USAGE_METHODS)
  method?: UsageMethod;

  /**
   * Values that count. Repeat the parameter for each value. `state_time` requires at least one value. For
   * `event_count`, every event counts without this parameter.
   */
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => [value].flat())
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(64, { each: true })
  matches?: string[];

  /** Length of the intervals in minutes for `peak_demand`: 5, 10, 15, 30 or 60. Defaults to 15. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  intervalMinutes?: number;

  /** Decimal. Units of the quantity per unit of the readings. Defaults to 1. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  factor?: string;

  /** UCUM unit code of the quantity, if there is a factor. Otherwise, the signal and the method determine the unit. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  unit?: string;

  /**
   * Decimal. Maximum increase per hour, or maximum level. Usage above this limit is put on hold. Defaults to the value
   * of the contract that last measured the signal with the same settings.
   */
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  maxRatePerHour?: string;

  /**
   * Longest data gap in minutes of a counter or a level. Defaults to the value of the contract that last measured the
   * signal with the same settings.
   */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  maxGapMinutes?: number;

  /** IANA time zone of the calendar months. */
  @IsString()
  @MaxLength(64)
  zone: string;

  /** Number of months. Defaults to 12. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_MONTHS)
  months?: number;

  /** The last month, `YYYY-MM`, inclusive. Defaults to the last complete month. */
  @MayBeAbsent()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  until?: string;
}

export class UsageHistoryMonthDto {
  /** Month, `YYYY-MM`. */
  month: string;
  state: 'measured' | 'held' | 'unknown';
  /** Decimal. Measured quantity; null while it is on hold or unknown. */
  quantity: string | null;
  heldQuantity: string;
  estimatedQuantity: string;
  /** Number of seconds of the month for which usage is unknown. `seconds` is the length of the month. */
  unknownSeconds: number;
  seconds: number;
  /**
   * `stored`: usage of a contract. `derived`: derived from readings for this response. `removed`: the readings of the
   * month have been deleted.
   */
  source: 'stored' | 'derived' | 'removed';
}

export class UsageHistoryDto {
  deviceId: string;
  code: string;
  /** Machine of the device; null for an instrument of a site. */
  machineId: string | null;
  serial: string | null;
  signalKey: string;
  method: UsageMethod;
  /** UCUM unit code of the quantity. */
  unit: string;
  /** Months, oldest first. */
  months: UsageHistoryMonthDto[];
}
