import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import type { Quality, TimeSource } from '#telemetry';
import { PageQueryDto } from '../http/page-query.dto.js';

export class ReadingsQueryDto extends PageQueryDto {
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

export class ReadingDto {
  deviceTime: Date;
  /** As sent; negative where none was: then it is made of the content. */
  seq: string;
  /** When the reading was stored. Billing runs take readings by this time. */
  receivedAt: Date;
  /** When its message first arrived. Earlier than `receivedAt` if the message was in quarantine and was tried again. */
  firstReceivedAt: Date;

  /** 0 the device's clock, 1 arrival. */
  @ApiProperty({ enum: [0, 1] })
  timeSource: TimeSource;

  /** Numbers by signal key; null for a gauge that had none. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', nullable: true } })
  values: Record<string, number | null>;

  /** Texts by key, and integers beyond 2^53 digit by digit. */
  others: Record<string, string | boolean>;

  /** By key where it is not good: 1 uncertain, 2 bad, 3 stale. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  quality: Record<string, Quality>;
}

export class ReadingListDto {
  items: ReadingDto[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}
