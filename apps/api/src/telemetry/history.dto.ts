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

/** Converts a parameter to a list. Accepts values separated by commas, and a repeated parameter. */
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
  /**
   * Maximum number of buckets, and number of pixel columns to which `line` is reduced. Ignored if `resolution` is set.
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5000)
  points: number = 600;

  /**
   * Width of the buckets. Days, weeks (from Monday) and months (`1mo`) follow the calendar of the time zone. The range
   * is extended to whole buckets. `total` returns one bucket for the whole range, which is extended to whole seconds,
   * or to whole minutes if it is longer than a week. A request may cover at most 10,000 buckets per signal and 100,000
   * buckets in total. A year of hours is within the limit per signal. If omitted, the width depends on `points`.
   */
  @IsOptional()
  @IsIn(HISTORY_RESOLUTIONS)
  @ApiPropertyOptional({ enum: HISTORY_RESOLUTIONS })
  resolution?: HistoryResolution;

  /**
   * Aggregates of each bucket, separated by commas. Each point contains the start of its bucket and then the aggregates
   * in this order. Defaults to `min,mean,max,last`.
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
  /**
   * Points of the buckets that have values. Each point contains the start of its bucket in epoch milliseconds, and then
   * the values of `aggregates`.
   */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } } })
  points: readonly (readonly number[])[];
  /**
   * Points of a line chart, each with epoch milliseconds and a value. They are the first, lowest, highest and last
   * points of each pixel column (M4 aggregation), so that the chart looks as if it contained all readings. Null if the
   * history is based on rollups, or if a resolution was requested.
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
  /**
   * Basis of the history. `readings` are readings as sent, for at most a week. The other values are rollups by minute,
   * hour or day.
   */
  @ApiProperty({ enum: HISTORY_BASES })
  basis: HistoryBasis;
  /**
   * Width of the buckets in seconds. They are wider than requested if finer data has been deleted. For calendar days,
   * weeks and months, the usual width is returned, although a day with a clock change may have 23 or 25 hours.
   */
  bucketSeconds: number;
  /** Resolution of the buckets; null if their width is derived from `points`, or if finer data has been deleted. */
  @ApiProperty({ enum: HISTORY_RESOLUTIONS, nullable: true })
  resolution: HistoryResolution | null;
  /**
   * IANA time zone in which the buckets begin. It is UTC if no resolution was requested, or if the retained rollups do
   * not fit the requested time zone.
   */
  zone: string;
  /**
   * Aggregates that each point contains after the start of its bucket, in order. `mean` is weighted by time. `increase`
   * is the sum of the increases that end in the bucket, which is the quantity that a counter counted. `count` is the
   * number of readings.
   */
  @ApiProperty({ enum: HISTORY_AGGREGATES, isArray: true })
  aggregates: readonly HistoryAggregate[];
  /**
   * Time from which the data is complete. Some older readings and rollups have been deleted. Null if the data of the
   * whole range is retained.
   */
  keptFrom: Date | null;
  /**
   * Time from which all readings are retained as sent. Some older readings have been deleted. Null if the readings of
   * the whole range are retained.
   */
  readingsKeptFrom: Date | null;
  /**
   * End of the last bucket with a mean that was calculated by an earlier method, which filled gaps with the last value.
   * Such a mean cannot be recalculated, because its readings have been deleted. Null if the history contains no such
   * mean.
   */
  earlierMeansUntil: Date | null;
  series: HistorySeriesDto[];
  /** Data gaps: periods without readings of more than three times the usual interval, and more than ten seconds. */
  gaps: HistoryGapDto[];
  /** States of the machine, derived from its state signal. */
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
