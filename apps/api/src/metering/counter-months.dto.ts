import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../http/absence.decorators.js';

const MOST_MONTHS = 36;

export class CounterMonthsQueryDto {
  /** A counter of the device. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

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

export class CounterMonthDto {
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

export class CounterPastDto {
  deviceId: string;
  code: string;
  /** Null of an instrument of a site. */
  machineId: string | null;
  serial: string | null;
  signalKey: string;
  /** UCUM. */
  unit: string;
  /** The oldest first. */
  months: CounterMonthDto[];
}
