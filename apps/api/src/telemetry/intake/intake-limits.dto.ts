import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { LimitSource } from '#telemetry';
import { OrNull } from '../../http/fields/absence.decorators.js';

/**
 * Limits of a device, model or maker. If a field of a device is null, the limit of its model applies or, if it is also
 * null, the default. If a field of a model is null, the default applies. If a field of the maker is null, there is no
 * limit.
 */
export class LimitRuleDto {
  @OrNull()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  @ApiProperty({ type: 'integer', nullable: true })
  messagesPerSecond: number | null;

  /** Number of values per second. */
  @OrNull()
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  @ApiProperty({ type: 'integer', nullable: true })
  pointsPerSecond: number | null;

  /** Size of one message, in bytes. */
  @OrNull()
  @IsInt()
  @Min(64)
  @Max(262_144)
  @ApiProperty({ type: 'integer', nullable: true })
  payloadBytes: number | null;
}

const SOURCES: LimitSource[] = ['device', 'model', 'default'];

export class LimitSourcesDto {
  @ApiProperty({ enum: SOURCES })
  messagesPerSecond: LimitSource;

  @ApiProperty({ enum: SOURCES })
  pointsPerSecond: LimitSource;

  @ApiProperty({ enum: SOURCES })
  payloadBytes: LimitSource;
}

export class LimitModelDto {
  id: string;
  name: string;
}

/** Amount of received data to which limits apply, as averages over a minute. */
export class UseDto {
  messagesPerSecond: number;
  pointsPerSecond: number;
}

export class LimitUseDto {
  /** Start of the last complete minute; null if nothing was received recently. */
  at: Date | null;
  last: UseDto;
  /** Highest use in any minute of the last day. */
  most: UseDto;
}

export class LimitsDto {
  /** Limits that were set for the device, model or maker itself. */
  own: LimitRuleDto;

  /**
   * Effective limits of a device, derived from the limits of the device, the limits of its model and the defaults; null
   * for a model and for the maker.
   */
  @ApiProperty({ type: LimitRuleDto, nullable: true })
  effective: LimitRuleDto | null;

  /** Source of each effective limit; null for a model and for the maker. */
  @ApiProperty({ type: LimitSourcesDto, nullable: true })
  sources: LimitSourcesDto | null;

  /** Model that provides limits for a device; null for a site's own instrument, for a model and for the maker. */
  @ApiProperty({ type: LimitModelDto, nullable: true })
  model: LimitModelDto | null;

  /** Use of the limits by the device, or by all devices of the maker together; null for a model. */
  @ApiProperty({ type: LimitUseDto, nullable: true })
  use: LimitUseDto | null;
}
