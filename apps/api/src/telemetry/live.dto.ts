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

  /** Device time, or the time of arrival if the device time was later than the arrival. */
  at: Date;

  /** Quality of the value: 0 good, 1 uncertain, 2 bad, 3 stale. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3 })
  quality: Quality;
}

export class LiveValueDto extends FleetValueDto {
  /** UCUM unit code. */
  unit: string;
  kind: SignalKind;
  decimals: number;
  device: LiveDeviceDto;
}

@ApiExtraModels(LiveValueDto)
export class LiveDto {
  /** Values by signal key. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(LiveValueDto) } })
  values: Record<string, LiveValueDto>;

  /** Whether at least one of the devices is connected. */
  connected: boolean;
  /** Time of arrival of the last message, not counting keep-alive messages; null if no message has arrived. */
  lastSeenAt: Date | null;
  /** Time since which all devices that have ever reported have been silent; null while at least one of them reports. */
  silentSince: Date | null;
}

@ApiExtraModels(FleetValueDto)
export class MachineValuesDto {
  machineId: string;

  /** Values by signal key. */
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
