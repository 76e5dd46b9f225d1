import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import type { Quality } from '#telemetry';
import { SignalsQueryDto } from './history.dto.js';
import { LiveDeviceDto } from './live.dto.js';

export class ValuesAtQueryDto extends PickType(SignalsQueryDto, ['signals']) {
  /** Instant, ISO 8601. Defaults to now. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  at?: Date;
}

export class ValueAtDto {
  key: string;
  /** UCUM unit code; empty for a signal without a definition. */
  unit: string;
  device: LiveDeviceDto;

  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }], nullable: true })
  value: number | string | boolean | null;

  /** Number as the plain decimal that was sent; null for other values. */
  decimal: string | null;
  /** Device time of the reading, which is the latest reading at or before the instant. */
  at: Date;
  receivedAt: Date;
  /** Age of the reading at the instant, in seconds. */
  ageSeconds: number;

  /** Quality of the reading: 0 good, 1 uncertain, 2 bad, 3 stale. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3 })
  quality: Quality;
}

export class ValuesAtDto {
  at: Date;
  /** Values sorted by device and signal. Omits signals that have no reading at or before the instant. */
  values: ValueAtDto[];
}

export class CounterReadingDto {
  /** Reading as a plain decimal, as sent. */
  value: string;
  /** Device time of the reading. */
  at: Date;
}

export class CounterDifferenceDto {
  key: string;
  /** UCUM unit code; empty for a signal without a definition. */
  unit: string;
  device: LiveDeviceDto;
  /**
   * Reading from which the increase is counted. It is the latest reading at or before `from`, or, if there is none, the
   * first reading after `from`.
   */
  first: CounterReadingDto;
  last: CounterReadingDto;
  /** Sum of the counter's increases, as a decimal string. A decrease counts as a restart and adds nothing. */
  advance: string;
  restarts: number;
  readings: number;
}

export class CounterDifferencesDto {
  from: Date;
  to: Date;
  counters: CounterDifferenceDto[];
}
