import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { LiveDeviceDto } from '../live.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { toBoolean } from '../../http/fields/query-boolean.js';

export class QuarantineQueryDto extends PageQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @IsOptional()
  @IsUUID()
  deviceId?: string;

  /** Whether to include resolved messages. Defaults to false. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  resolved?: boolean;
}

export class QuarantineEntryDto {
  id: string;
  device: LiveDeviceDto | null;
  topic: string;
  /** Message, or the rejected part of the message, as text. A long text is truncated. */
  payload: string;
  /** Size of the message or of its rejected part before truncation, in bytes. */
  payloadBytes: number;
  /** Code of the error. */
  reason: string;

  /** Values for the text of the code, such as the field, the position in a batch and the value that was found. */
  @ApiProperty({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params: Record<string, string | number>;

  receivedAt: Date;
  resolvedAt: Date | null;
}

export class QuarantineListDto {
  items: QuarantineEntryDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class QuarantineReasonDto {
  /** Code of the error. */
  reason: string;
  messages: number;
  /** Number of devices that sent the messages. */
  devices: number;
  firstAt: Date;
  lastAt: Date;
  /**
   * Number of unresolved messages that were discarded, because quarantine keeps only a limited number of messages per
   * device.
   */
  letGo: number;
}

export class QuarantineReasonListDto extends WholeListDto {
  items: QuarantineReasonDto[];
}

/** Messages to retry. If both fields are omitted, all unresolved messages are retried. */
export class ReplayRequestDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;
}

export class QuarantineReplayDto {
  id: string;
  reason: string | null;
  deviceId: string | null;
  requestedAt: Date;
  /** Number of messages to retry. */
  total: number;
  done: number;
  /** Number of retried messages that were stored. The other retried messages are still in quarantine. */
  stored: number;
  /** Time when the replay ended; null while it is in progress. */
  finishedAt: Date | null;
}

export class QuarantineReplayListDto extends WholeListDto {
  items: QuarantineReplayDto[];
}
