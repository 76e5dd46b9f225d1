import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { SEVERITIES, type Severity } from '#diagnostics';
import {
  CAUSES,
  type Cause,
  REMEDIES,
  type Remedy,
  SYMPTOMS,
  type Symptom,
  TICKET_FILTER_STATES,
  type TicketFilterState,
} from '#service';
import { RequiredPartDto } from '../alarms/alarm-rules.dto.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';

export class TicketQueryDto extends PageQueryDto {
  /** State of the ticket. Defaults to `open`, which includes all tickets that are neither closed nor cancelled. */
  @MayBeAbsent()
  @IsIn(TICKET_FILTER_STATES)
  state?: TicketFilterState;

  /** Whether to return only tickets that are assigned to the caller or were raised by the caller. Defaults to false. */
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  mine?: boolean;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  @MayBeAbsent()
  @IsUUID()
  customerId?: string;

  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  @MayBeAbsent()
  @IsUUID()
  technicianId?: string;

  @MayBeAbsent()
  @IsUUID()
  hubId?: string;

  /** Part of the ticket number, the serial number of the machine, or the name of the site, customer or technician. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  search?: string;
}

export class RaiseTicketDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsUUID()
  machineId: string;

  @IsString()
  @MinLength(1)
  @MaxLength(5000)
  description: string;

  @MayBeAbsent()
  @IsIn(SEVERITIES)
  severity?: Severity;

  /** Time when the fault was noticed. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class TicketNeedsDto {
  @MayBeAbsent()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @MayBeNull()
  @IsString()
  @MaxLength(60)
  requiredSkill?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(100)
  requiredCertificate?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RequiredPartDto)
  requiredParts?: RequiredPartDto[];
}

export class AssignTicketDto {
  @IsUUID()
  technicianId: string;

  @Type(() => Date)
  @IsDate()
  from: Date;

  @Type(() => Date)
  @IsDate()
  to: Date;
}

export class TicketStepDto {
  /** Time of the step. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class CloseTicketDto extends TicketStepDto {
  @IsIn(SYMPTOMS)
  symptom: Symptom;

  @IsIn(CAUSES)
  cause: Cause;

  @IsIn(REMEDIES)
  remedy: Remedy;

  @IsString()
  @MaxLength(5000)
  note: string;
}

export class CancelTicketDto {
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  reason: string;
}

export class TicketNoteDto {
  @IsString()
  @MinLength(1)
  @MaxLength(5000)
  note: string;

  /** Whether the note is internal. Only the maker's users can write and see internal notes. */
  @IsBoolean()
  internal: boolean;
}

/** Form with a file (`multipart/form-data`). */
export class TicketFileFormDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'JPEG, PNG, WebP, GIF or PDF, at most 15 MiB.',
  })
  file: unknown;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  caption?: string;
}
