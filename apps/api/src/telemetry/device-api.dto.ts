import { ApiProperty, type ApiPropertyOptions, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsInt, IsObject, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  type AttributeScope,
  type AttributeValues,
  COMMAND_STATES,
  type CommandState,
  type Json,
  MAX_METHOD,
  MAX_TERM_S,
  MIN_TERM_S,
} from '#telemetry';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** Said in full: a property of unknown type is described as an object otherwise. */
const ANY_JSON: ApiPropertyOptions = {
  description: 'Any JSON value.',
  anyOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array', items: {} },
    ...['string', 'number', 'boolean', 'null'].map((type) => ({ type })),
  ],
};

export class DeviceAttributeDto {
  /** `client`: what the device states of itself; `shared`: what it is given. */
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
  /** By name; null takes one away. */
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: true })
  shared: AttributeValues;
}

export class NewCommandDto {
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_METHOD)
  method: string;

  /** Any JSON value. */
  @Allow()
  @ApiPropertyOptional(ANY_JSON)
  params?: Json;

  /** Whether the device answers, true when left out; otherwise its receipt is the end. */
  @MayBeAbsent()
  @IsBoolean()
  wantsAnswer?: boolean;

  /** Why it is given. */
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;

  /** Its term, 60 when left out. Not sent in it, it is never sent. */
  @MayBeAbsent()
  @IsInt()
  @Min(MIN_TERM_S)
  @Max(MAX_TERM_S)
  expiresInSeconds?: number;
}

export class CommandDto {
  id: string;
  /** By which the device names it in its answer. */
  number: number;
  method: string;

  @ApiProperty(ANY_JSON)
  params: unknown;

  wantsAnswer: boolean;
  reason: string;

  @ApiProperty({ enum: COMMAND_STATES })
  state: CommandState;

  /** Name; null where a program gave it. */
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
