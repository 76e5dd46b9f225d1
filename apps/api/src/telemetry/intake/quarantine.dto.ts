import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { LiveDeviceDto } from '../live.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class QuarantineQueryDto extends PageQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @IsOptional()
  @IsUUID()
  deviceId?: string;

  /** Also those that somebody has dealt with. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  resolved?: boolean;
}

export class QuarantineEntryDto {
  id: string;
  device: LiveDeviceDto | null;
  topic: string;
  /** The message, or the part of it, as text; cut where it is long. */
  payload: string;
  /** Its whole size. */
  payloadBytes: number;
  /** Code of what was wrong. */
  reason: string;

  /** The field, its place in a batch, and what was found there. */
  @ApiProperty({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params: Record<string, string | number>;

  receivedAt: Date;
  resolvedAt: Date | null;
}

export class QuarantineListDto {
  items: QuarantineEntryDto[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

export class QuarantineReasonDto {
  /** Code of what was wrong. */
  reason: string;
  messages: number;
  /** How many devices sent them. */
  devices: number;
  firstAt: Date;
  lastAt: Date;
  /** How many more went before anybody dealt with them: quarantine keeps so many of a device. */
  letGo: number;
}

export class QuarantineReasonListDto extends WholeListDto {
  items: QuarantineReasonDto[];
}

/** What is to be tried again; everything without either. */
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
  /** Messages to be tried. */
  total: number;
  done: number;
  /** Of those done; the others are still in quarantine. */
  stored: number;
  /** Null while it goes on. */
  finishedAt: Date | null;
}

export class QuarantineReplayListDto extends WholeListDto {
  items: QuarantineReplayDto[];
}
