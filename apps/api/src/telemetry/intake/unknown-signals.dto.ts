import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { SIGNAL_KINDS, type SignalKind } from '#equipment';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { LiveDeviceDto } from '../live.dto.js';
import { toBoolean } from '../../http/fields/query-boolean.js';

const KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
export class UnknownSignalsQueryDto extends PageQueryDto {
  /** Whether to include ignored signals. Defaults to false. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  ignored?: boolean;
}

export class UnknownSignalMachineDto {
  id: string;
  serial: string;
}

export class UnknownSignalDto {
  device: LiveDeviceDto;
  machine: UnknownSignalMachineDto | null;
  key: string;
  /** Kind of the signal, derived from the section of the message that contains it. */
  kind: SignalKind;

  /** Sample value. */
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }], nullable: true })
  sample: number | string | boolean | null;

  firstSeenAt: Date;
  lastSeenAt: Date;
  ignoredAt: Date | null;
}

export class UnknownSignalListDto {
  items: UnknownSignalDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

export class IgnoreSignalDto {
  @IsUUID()
  deviceId: string;

  @Matches(KEY)
  key: string;
}

export class AdoptSignalDto extends IgnoreSignalDto {
  /** UCUM unit code. */
  @IsString()
  @MaxLength(64)
  unit: string;

  @IsIn(SIGNAL_KINDS)
  kind: SignalKind;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(9)
  decimals?: number;

  /** Name by locale. */
  @IsOptional()
  @IsObject()
  label?: Record<string, string>;
}

export class AdoptedSignalDto {
  id: string;
  /** Model to which the definition applies; null if it applies to a single instrument of a site. */
  modelId: string | null;
  /** Device to which the definition applies; null if it applies to all machines of a model. */
  deviceId: string | null;
  key: string;
  unit: string;
  kind: SignalKind;
  decimals: number;
}
