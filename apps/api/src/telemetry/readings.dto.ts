import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import type { Quality, TimeSource } from '#telemetry';
import { PageQueryDto } from '../http/page-query.dto.js';

export class ReadingsQueryDto extends PageQueryDto {
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

export class ReadingDto {
  deviceTime: Date;
  /**
   * Sequence number as sent. If the device sent no sequence number, a negative number that is derived from the content.
   */
  seq: string;
  /** Time when the reading was stored. Billing cutoffs refer to this time. */
  receivedAt: Date;
  /** Time when the message first arrived. Earlier than `receivedAt` if the message was quarantined and retried. */
  firstReceivedAt: Date;

  /** Source of the device time. `0` is the device's clock, and `1` is the time of arrival. */
  @ApiProperty({ enum: [0, 1] })
  timeSource: TimeSource;

  /** Numbers by signal key; null for a gauge without a value. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', nullable: true } })
  values: Record<string, number | null>;

  /** Texts and Booleans by signal key, and integers beyond 2^53 as text. */
  others: Record<string, string | boolean>;

  /** Quality by signal key (1 uncertain, 2 bad, 3 stale). Signals of good quality are omitted. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  quality: Record<string, Quality>;
}

export class ReadingListDto {
  items: ReadingDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}
