import { ApiProperty, type ApiPropertyOptions, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsInt, IsObject, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  type AttributeScope,
  type AttributeValues,
  COMMAND_STATES,
  type CommandState,
  type Json,
  MAX_METHOD_LENGTH,
  MAX_EXPIRY_S,
  MIN_EXPIRY_S,
} from '#telemetry';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** Lists all JSON types, because OpenAPI otherwise describes a property of unknown type as an object. */
const ANY_JSON: ApiPropertyOptions = {
  description: 'Any JSON value.',
  anyOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array', items: {} },
    ...['string', 'number', 'boolean', 'null'].map((type) => ({ type })),
  ],
};

export class DeviceAttributeDto {
  /** `client`: reported by the device. `shared`: sent to the device. */
  @ApiProperty({ enum: ['client', 'shared'] })
  scope: AttributeScope;

  name: string;

  @ApiProperty(ANY_JSON)
  value: unknown;

  changedAt: Date;
}

export class DeviceAttributeListDto extends WholeListDto {
  items: DeviceAttributeDto[];
}

export class AttributeChangesDto {
  /** Attributes by name. Null removes an attribute. */
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: true })
  shared: AttributeValues;
}

export class NewCommandDto {
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_METHOD_LENGTH)
  method: string;

  /** Parameters of the command: any JSON value. */
  @Allow()
  @ApiPropertyOptional(ANY_JSON)
  params?: Json;

  /**
   * Whether the device sends a response. Defaults to true. If false, the command is complete when the device has
   * received it.
   */
  @MayBeAbsent()
  @IsBoolean()
  wantsAnswer?: boolean;

  /** Reason for the command. */
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;

  /** Number of seconds until the command expires. Defaults to 60. An expired command is not sent. */
  @MayBeAbsent()
  @IsInt()
  @Min(MIN_EXPIRY_S)
  @Max(MAX_EXPIRY_S)
  expiresInSeconds?: number;
}

export class CommandDto {
  id: string;
  /** Number by which the device identifies the command in its response. */
  number: number;
  method: string;

  @ApiProperty(ANY_JSON)
  params: unknown;

  wantsAnswer: boolean;
  reason: string;

  @ApiProperty({ enum: COMMAND_STATES })
  state: CommandState;

  /** Name of the person who created the command; null if a program created it. */
  givenBy: string | null;

  createdAt: Date;
  expiresAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  endedAt: Date | null;

  @ApiProperty(ANY_JSON)
  answer: unknown;
}

export class CommandListDto extends WholeListDto {
  items: CommandDto[];
}
