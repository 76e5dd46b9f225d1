import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { OrNull } from '../http/absence.decorators.js';

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

export class LimitsDto {
  /** What is said of it itself. */
  own: LimitRuleDto;

  /** What holds for a device by that, its model and the defaults; null of a model and of a maker. */
  @ApiProperty({ type: LimitRuleDto, nullable: true })
  effective: LimitRuleDto | null;
}
