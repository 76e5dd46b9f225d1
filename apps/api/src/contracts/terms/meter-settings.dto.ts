import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { USAGE_METHODS, type UsageMethod } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';

/** Settings of a contract's meter or of a model meter. */
export class MeterSettingsDto {
  /** Method by which a quantity is derived from readings. Defaults to `counter`, the increase of a counter. */
  @MayBeAbsent()
  @IsIn(USAGE_METHODS)
  method?: UsageMethod;

  /**
   * Values that count. `state_time` requires at least one value. For `event_count`, every event counts if the list is
   * empty.
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(64, { each: true })
  matches?: string[];

  /** Length of the intervals in minutes for `peak_demand`: 5, 10, 15, 30 or 60. Defaults to 15. */
  @MayBeNull()
  @IsInt()
  intervalMinutes?: number | null;

  /** Decimal. Units of the quantity per unit of the readings: a pulse weight, scale or conversion. Defaults to 1. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  factor?: string | null;

  /**
   * Whether charges subtract the meter's quantity from the quantity of the other meters, such as scrap from all parts
   * produced. Not available for `peak_demand`.
   */
  @MayBeAbsent()
  @IsBoolean()
  deducts?: boolean;

  /**
   * UCUM unit code. Defaults to the unit that the method derives from the signal's unit, such as `kW.h` from `kW`.
   * Without a factor, no other unit is possible.
   */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  unit?: string;

  /**
   * Decimal. Maximum increase per hour, in units of the readings; for a level, the maximum value. Usage above this
   * limit is put on hold.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  maxRatePerHour?: string | null;

  @MayBeAbsent()
  @IsInt()
  maxGapMinutes?: number;
}
