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

/** How a signal is metered, by a contract or as machines of a model usually are. */
export class MeterSettingsDto {
  /** `counter` when left out: by how much a counter rose. */
  @MayBeAbsent()
  @IsIn(USAGE_METHODS)
  method?: UsageMethod;

  /** Values that count: a `state_time` needs some, an `event_count` without any counts every event. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(64, { each: true })
  matches?: string[];

  /** Of `peak_demand`: 5, 10, 15, 30 or 60; 15 when left out. */
  @MayBeNull()
  @IsInt()
  intervalMinutes?: number | null;

  /** What a unit of the readings is in units of the quantity, decimal: a pulse's weight, a scale, a conversion. One when left out. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  factor?: string | null;

  /** Whether a charge takes off what it counts, as scrap off all parts. Not of `peak_demand`. */
  @MayBeAbsent()
  @IsBoolean()
  deducts?: boolean;

  /** UCUM. What the method makes of the signal's unit when left out, and without a factor never another: `kW` becomes `kW.h`. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  unit?: string;

  /** Decimal. */
  @MayBeNull()
  @IsString()
  @MaxLength(40)
  maxRatePerHour?: string | null;

  @MayBeAbsent()
  @IsInt()
  maxGapMinutes?: number;
}
