import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { LimitSource } from '#telemetry';
import { OrNull } from '../../http/fields/absence.decorators.js';

/** How much may be sent; null says nothing, and the model's limit or the default holds. */
export class LimitRuleDto {
  @OrNull()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  @ApiProperty({ type: 'integer', nullable: true })
  messagesPerSecond: number | null;

  /** Values. */
  @OrNull()
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  @ApiProperty({ type: 'integer', nullable: true })
  pointsPerSecond: number | null;

  /** Of one message. */
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

/** What came in, as limits see it: means over a minute. */
export class UseDto {
  messagesPerSecond: number;
  pointsPerSecond: number;
}

export class LimitUseDto {
  /** Where the last minute that is over began; null where nothing came lately. */
  at: Date | null;
  last: UseDto;
  /** In the minute of the last day in which it was most. */
  most: UseDto;
}

export class LimitsDto {
  /** What is said of it itself. */
  own: LimitRuleDto;

  /** What holds for a device by that, its model and the defaults; null of a model and of a maker. */
  @ApiProperty({ type: LimitRuleDto, nullable: true })
  effective: LimitRuleDto | null;

  /** Whose word holds; null of a model and of a maker. */
  @ApiProperty({ type: LimitSourcesDto, nullable: true })
  sources: LimitSourcesDto | null;

  /** The model that speaks for a device; null of a site's own instrument, of a model and of a maker. */
  @ApiProperty({ type: LimitModelDto, nullable: true })
  model: LimitModelDto | null;

  /** Of a device, or of all together; null of a model. */
  @ApiProperty({ type: LimitUseDto, nullable: true })
  use: LimitUseDto | null;
}
