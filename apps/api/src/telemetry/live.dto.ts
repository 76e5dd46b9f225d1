import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import type { SignalKind } from '#equipment';
import type { Quality } from '#telemetry';
import { toList } from './history.dto.js';

export class LiveDeviceDto {
  id: string;
  code: string;
}

export class FleetValueDto {
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }], nullable: true })
  value: number | string | boolean | null;

  /** Device time; of a value that is ahead of time its arrival. */
  at: Date;

  /** 0 good, 1 uncertain, 2 bad, 3 stale. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3 })
  quality: Quality;
}

export class LiveValueDto extends FleetValueDto {
  /** UCUM. */
  unit: string;
  kind: SignalKind;
  decimals: number;
  device: LiveDeviceDto;
}

@ApiExtraModels(LiveValueDto)
export class LiveDto {
  /** By signal key. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(LiveValueDto) } })
  values: Record<string, LiveValueDto>;

  /** Whether a device of it is connected. */
  connected: boolean;
  /** Arrival of the last message; keep-alives are none. */
  lastSeenAt: Date | null;
  /** Set while every device that ever reported is silent. */
  silentSince: Date | null;
}

@ApiExtraModels(FleetValueDto)
export class MachineValuesDto {
  machineId: string;

  /** By signal key. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(FleetValueDto) } })
  values: Record<string, FleetValueDto>;
}

export class FleetValuesDto {
  machines: MachineValuesDto[];
}

export class FleetValuesQueryDto {
  /** Keys of signals, separated by commas. */
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/, { each: true })
  signals: string[];
}
