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

/** `a,b` or the parameter given more than once. */
export const toList = ({ value }: { value: unknown }): unknown =>
  (Array.isArray(value) ? value : [value]).flatMap((item: unknown) =>
    typeof item === 'string' ? item.split(',').filter(Boolean) : [item],
  );

export class SpanQueryDto {
  /** Start, ISO 8601; a day before the end when it is left out. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** End, ISO 8601; now when it is left out. */
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
  /** At most so many buckets, and columns of pixels that a line is thinned for. Without effect beside `resolution`. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5000)
  points: number = 600;

  /**
   * Width of the buckets: minutes, an hour, or a day, week (from Monday) or month of the zone's calendar. `from` and `to` are widened
   * to whole buckets. At most 10,000 buckets a signal and 100,000 of all signals, so a year of hours takes one call. Without it the width
   * follows from `points`.
   */
  @IsOptional()
  @IsIn(HISTORY_RESOLUTIONS)
  @ApiPropertyOptional({ enum: HISTORY_RESOLUTIONS })
  resolution?: HistoryResolution;

  /** What each point tells of its bucket after its start, in this order, separated by commas; `min,mean,max,last` without it. */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(HISTORY_AGGREGATES, { each: true })
  @ApiPropertyOptional({ enum: HISTORY_AGGREGATES, isArray: true })
  aggregate?: HistoryAggregate[];

  /** IANA name of the zone in which hours, days, weeks and months of a resolution begin; UTC without it. */
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
  /** UCUM; empty for a signal that nobody described. */
  unit: string;
  decimals: number;
  kind: SignalKind;
  limits: SignalLimitsDto;
  /** Per bucket that has values: its start in epoch milliseconds, then what `aggregates` names. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } } })
  points: readonly (readonly number[])[];
  /**
   * Where the history is made of readings, those to draw a line through, each as epoch milliseconds and value: of each column of
   * pixels the first, the least, the greatest and the last (M4), so that the line looks as that of all of them. Null where it
   * is made of rollups, and where a resolution was asked for.
   */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number' } }, nullable: true })
  line: readonly (readonly [timeMs: number, value: number])[] | null;
}

export class HistoryGapDto {
  from: Date;
  to: Date;
  /** By key, how far counters went on meanwhile; absent while nothing has come after. */
  counterAdvance?: Record<string, number>;
}

export class HistoryDto {
  from: Date;
  to: Date;
  /** What it is made of: readings as they were sent, up to a week, or what they amount to by minute, hour or day. */
  @ApiProperty({ enum: HISTORY_BASES })
  basis: HistoryBasis;
  /**
   * Wider than asked for where what is finer is kept no more. Of a day, week or month of a calendar what it usually has: a day has 23
   * or 25 hours where the clock changes.
   */
  bucketSeconds: number;
  /** Null where the width of the buckets follows from `points`, or from what is kept. */
  @ApiProperty({ enum: HISTORY_RESOLUTIONS, nullable: true })
  resolution: HistoryResolution | null;
  /** IANA name of the zone in which buckets begin; UTC where no more than its days are kept. */
  zone: string;
  /**
   * What stands after the start of each point. `mean` is time-weighted; `increase` is the sum of the steps upwards that end in the
   * bucket, which is what a counter counted; `count` is the number of readings.
   */
  @ApiProperty({ enum: HISTORY_AGGREGATES, isArray: true })
  aggregates: readonly HistoryAggregate[];
  /** Nothing older is kept of some of it, in whatever form; null where the whole span is. */
  keptFrom: Date | null;
  /** Readings as they were sent are kept of all of it from here on, and only what they amount to before; null where they are of the whole span. */
  readingsKeptFrom: Date | null;
  /**
   * Up to here some means were made by the earlier method, which filled gaps with the last value, and can't be made anew as the
   * readings are kept no longer; null where there are none.
   */
  earlierMeansUntil: Date | null;
  series: HistorySeriesDto[];
  /** Times without readings, longer than the usual interval explains. */
  gaps: HistoryGapDto[];
  /** What the machine did, by its state signal. */
  duty: DutySegmentDto[];
}

export class MachineHistoryDto extends HistoryDto {
  machineId: string;
}

export class HistoriesDto {
  /** In the order in which they were asked for, all in the same buckets. */
  machines: MachineHistoryDto[];
}

/** What a query asks of a history. */
export function toHistoryRequest(query: HistoryQueryDto, now: Date): HistoryRequest {
  const { points, signals = [], resolution, aggregate, zone } = query;
  return { signals, points, resolution, aggregates: aggregate, zone, ...toSpan(query, now) };
}
