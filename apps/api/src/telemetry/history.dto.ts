import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SignalKind } from '#equipment';
import {
  HISTORY_AGGREGATES,
  HISTORY_BASES,
  HISTORY_RESOLUTIONS,
  type HistoryAggregate,
  type HistoryBasis,
  type HistoryRequest,
  type HistoryResolution,
} from '#telemetry';
import { DutySegmentDto } from '../fleet/fleet.dto.js';
import { SignalLimitsDto } from '../machines/machines.dto.js';
import { toSpan } from './span.js';

/** Accepts `a,b`, or a repeated parameter. */
export const toList = ({ value }: { value: unknown }): unknown =>
  (Array.isArray(value) ? value : [value]).flatMap((item: unknown) =>
    typeof item === 'string' ? item.split(',').filter(Boolean) : [item],
  );

export class SpanQueryDto {
  /** Start of the range, ISO 8601. Defaults to one day before the end. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** End of the range, ISO 8601. Defaults to now. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}

export class SignalsQueryDto extends SpanQueryDto {
  /** Keys of signals, separated by commas. */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/, { each: true })
  signals?: string[];
}

export class HistoryQueryDto extends SignalsQueryDto {
  /** Maximum number of buckets, and of pixel columns that `line` is reduced to. Ignored if `resolution` is set. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5000)
  points: number = 600;

  /**
   * Width of the buckets: a number of minutes, an hour, or a day, week (from Monday) or month of the time zone's
   * calendar. `from` and `to` are extended to whole buckets. Returns at most 10,000 buckets per signal and 100,000 in
   * total, so one request covers a year of hours. `total` returns one bucket for the whole range, which is extended to
   * whole seconds, or beyond a week, to whole minutes. If omitted, the width depends on `points`.
   */
  @IsOptional()
  @IsIn(HISTORY_RESOLUTIONS)
  @ApiPropertyOptional({ enum: HISTORY_RESOLUTIONS })
  resolution?: HistoryResolution;

  /**
   * Aggregates of each bucket, separated by commas. Each point contains them in this order after the bucket's start.
   * Defaults to `min,mean,max,last`.
   */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(HISTORY_AGGREGATES, { each: true })
  @ApiPropertyOptional({ enum: HISTORY_AGGREGATES, isArray: true })
  aggregate?: HistoryAggregate[];

  /** IANA time zone in which hours, days, weeks and months of a resolution begin. Defaults to UTC. */
  @IsOptional()
  @IsTimeZone()
  zone?: string;
}

export class HistoriesQueryDto extends HistoryQueryDto {
  /** Ids of machines, separated by commas. */
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @IsUUID(undefined, { each: true })
  machines: string[];
}

export class HistorySeriesDto {
  key: string;
  /** UCUM unit code; empty for a signal without a definition. */
  unit: string;
  decimals: number;
  kind: SignalKind;
  limits: SignalLimitsDto;
  /** Points of the buckets that have values: start in epoch milliseconds, then the values of `aggregates`. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } } })
  points: readonly (readonly number[])[];
  /**
   * Points of a line chart, as epoch milliseconds and value, if the history is based on readings: the first, lowest,
   * highest and last of each pixel column (M4), so that the line looks like that of all readings. Null if the history
   * is based on rollups, or if a resolution was requested.
   */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } }, nullable: true })
  line: readonly (readonly [timeMs: number, value: number])[] | null;
}

export class HistoryGapDto {
  from: Date;
  to: Date;
  /** Increase of each counter during the gap, by signal key. Absent until later readings arrive. */
  counterAdvance?: Record<string, number>;
}

export class HistoryDto {
  from: Date;
  to: Date;
  /** Basis of the history: readings as sent, for up to a week, or rollups by minute, hour or day. */
  @ApiProperty({ enum: HISTORY_BASES })
  basis: HistoryBasis;
  /**
   * Width of the buckets in seconds. Wider than requested if finer data has been deleted. For a calendar day, week or
   * month, its usual width: a day with a clock change has 23 or 25 hours.
   */
  bucketSeconds: number;
  /** Resolution of the buckets; null if their width depends on `points`, or on the retention. */
  @ApiProperty({ enum: HISTORY_RESOLUTIONS, nullable: true })
  resolution: HistoryResolution | null;
  /** IANA time zone in which buckets begin. UTC if only UTC days are retained. */
  zone: string;
  /**
   * Values after the start of each point. `mean` is weighted by time; `increase` is the sum of the increases that end
   * in the bucket, which is the quantity that a counter counted; `count` is the number of readings.
   */
  @ApiProperty({ enum: HISTORY_AGGREGATES, isArray: true })
  aggregates: readonly HistoryAggregate[];
  /**
   * Time from which the data is complete: some of the older readings and rollups have been deleted. Null if the whole
   * range is retained.
   */
  keptFrom: Date | null;
  /**
   * Instant from which all readings are retained as sent. Before it, only rollups are retained. Null if readings of the
   * whole range are retained.
   */
  readingsKeptFrom: Date | null;
  /**
   * Instant up to which some means were calculated by an earlier method, which filled gaps with the last value. They
   * cannot be recalculated, because the readings have been deleted. Null if there are none.
   */
  earlierMeansUntil: Date | null;
  series: HistorySeriesDto[];
  /** Periods without readings that are longer than the usual interval. */
  gaps: HistoryGapDto[];
  /** States of the machine, from its state signal. */
  duty: DutySegmentDto[];
}

export class MachineHistoryDto extends HistoryDto {
  machineId: string;
}

export class HistoriesDto {
  /** Machines in the order of the request, all with the same buckets. */
  machines: MachineHistoryDto[];
}

/** Converts query parameters to a history request. */
export function toHistoryRequest(query: HistoryQueryDto, now: Date): HistoryRequest {
  const { points, signals = [], resolution, aggregate, zone } = query;
  return { signals, points, resolution, aggregates: aggregate, zone, ...toSpan(query, now) };
}
