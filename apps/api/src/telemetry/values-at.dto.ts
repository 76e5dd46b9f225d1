import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import type { Quality } from '#telemetry';
import { SignalsQueryDto } from './history.dto.js';
import { LiveDeviceDto } from './live.dto.js';

export class ValuesAtQueryDto extends PickType(SignalsQueryDto, ['signals']) {
  /** The instant, ISO 8601; now when it is left out. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  at?: Date;
}

export class ValueAtDto {
  key: string;
  /** UCUM; empty for a signal that nobody described. */
  unit: string;
  device: LiveDeviceDto;

  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }], nullable: true })
  value: number | string | boolean | null;

  /** A number as the plain decimal that was sent; null for anything else. */
  decimal: string | null;
  /** Device time of the reading: the latest at or before the instant. */
  at: Date;
  receivedAt: Date;
  /** From the reading to the instant. */
  ageSeconds: number;

  /** 0 good, 1 uncertain, 2 bad, 3 stale. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3 })
  quality: Quality;
}

export class ValuesAtDto {
  at: Date;
  /** By device and signal; a signal without a reading until then is left out. */
  values: ValueAtDto[];
}

export class CounterReadingDto {
  /** Plain decimal, as sent. */
  value: string;
  /** Device time. */
  at: Date;
}

export class CounterDifferenceDto {
  key: string;
  /** UCUM; empty for a signal that nobody described. */
  unit: string;
  device: LiveDeviceDto;
  /** From which it is counted: the reading at or before `from`, or the first after it where there is none. */
  first: CounterReadingDto;
  last: CounterReadingDto;
  /** The sum of its steps upwards, a plain decimal; a step down is a restart and adds nothing. */
  advance: string;
  restarts: number;
  readings: number;
}

export class CounterDifferencesDto {
  from: Date;
  to: Date;
  counters: CounterDifferenceDto[];
}
