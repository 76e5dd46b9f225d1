import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { SEVERITIES, type LimitDirection, type Severity } from '#diagnostics';
import {
  CAUSES,
  type Cause,
  REMEDIES,
  type Remedy,
  SYMPTOMS,
  type Symptom,
  TICKET_FILTER_STATES,
  type TicketAction,
  type TicketEntryKind,
  type TicketFilterState,
  type TicketKind,
  type TicketState,
  type VisitState,
} from '#service';
import { RequiredPartDto } from '../alarms/alarm-rules.dto.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/absence.decorators.js';

export class TicketQueryDto extends PageQueryDto {
  /** `open` (not closed and not cancelled) when left out. */
  @MayBeAbsent()
  @IsIn(TICKET_FILTER_STATES)
  state?: TicketFilterState;

  /** Only those given to, or raised by, whoever asks. */
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  mine?: boolean;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  @MayBeAbsent()
  @IsUUID()
  technicianId?: string;

  @MayBeAbsent()
  @IsUUID()
  hubId?: string;

  /** The newest first is the only order. */
  @MayBeAbsent()
  @IsIn(['-openedAt'])
  declare sort?: string;
}

export class TicketMachineDto {
  id: string;
  serial: string;
  modelCode: string;
  modelName: string;
}

export class TicketSiteDto {
  id: string;
  name: string;
  city: string;
  /** IANA. */
  zone: string;
}

export class TicketCustomerDto {
  id: string;
  name: string;
}

export class TicketTechnicianDto {
  /** Null for customers, who are told the name alone. */
  id: string | null;
  name: string;
}

export class TicketNextVisitDto {
  id: string;
  from: Date;
  to: Date;
  state: VisitState;
}

export class TicketRowDto {
  id: string;
  number: string;
  kind: TicketKind;
  /** `alarm` or `request`: which text names it. */
  titleCode: string;
  /** What that text shows; `name` is a map by locale. */
  titleParams: Record<string, unknown>;
  severity: Severity;
  state: TicketState;
  /** In the words of the person who raised it. */
  description: string;
  machine: TicketMachineDto;
  site: TicketSiteDto;
  customer: TicketCustomerDto;
  hubId: string | null;
  alarmId: string | null;
  technician: TicketTechnicianDto | null;
  openedAt: Date;
  acceptedAt: Date | null;
  startedAt: Date | null;
  closedAt: Date | null;
  /** The visit that is planned or going on. */
  visit: TicketNextVisitDto | null;
  version: number;
}

export class TicketListDto {
  items: TicketRowDto[];
  next: string | null;
}

export class EvidenceLimitsDto {
  tripLow: string | null;
  warnLow: string | null;
  warnHigh: string | null;
  tripHigh: string | null;
}

export class EvidenceRuleDto {
  direction: LimitDirection;
  onLimit: number;
  offLimit: number;
}

export class EvidenceMarkerDto {
  code: 'condition_since' | 'raised' | 'peak' | 'cleared';
  at: string;
  value: number | null;
}

export class EvidenceDto {
  signalKey: string;
  /** UCUM. */
  unit: string;
  decimals: number;
  from: string;
  to: string;
  bucketSeconds: number;
  /** `[start of the bucket (epoch milliseconds), least, mean, greatest]`; only buckets that have values. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
  })
  points: number[][];
  /** The rule's limits when the alarm was raised. */
  rule: EvidenceRuleDto;
  /** The on limit as charts draw it: a critical rule's as trip, another's as warning. */
  limits: EvidenceLimitsDto;
  markers: EvidenceMarkerDto[];
  /** Device time of the newest reading in it; complete once that is `to`. */
  until: string | null;
}

export class TimelineEntryDto {
  id: string;
  kind: TicketEntryKind;
  params: Record<string, unknown>;
  note: string;
  byName: string | null;
  /** Seen by the maker's people alone. */
  internal: boolean;
  /** When it was, apart from when it was written down. */
  occurredAt: Date;
  recordedAt: Date;
}

export class TicketFileDto {
  id: string;
  name: string;
  mime: string;
  bytes: number;
  caption: string;
  createdAt: Date;
}

export class TicketPartDto {
  partNumber: string;
  /** By locale; empty when the catalogue has no such part. */
  name: Record<string, string>;
  quantity: number;
  /** Not reserved, in the depots of the ticket's hub; null for customers. */
  availableAtDepot: number | null;
}

export class TicketVisitDto {
  id: string;
  technician: TicketTechnicianDto;
  from: Date;
  to: Date;
  state: VisitState;
}

export class TicketPlaceDto extends TicketSiteDto {
  address: string;
  country: string;
  latitude: number | null;
  longitude: number | null;
  accessNotes: string;
}

export class TicketContactDto {
  name: string;
  email: string;
  phone: string;
  duty: string;
}

export class TicketDto extends TicketRowDto {
  declare site: TicketPlaceDto;
  /** Who to ask for at the gate. */
  contact: TicketContactDto | null;
  requiredSkill: string | null;
  requiredCertificate: string | null;
  symptom: string | null;
  cause: string | null;
  remedy: string | null;
  closingNote: string;
  /** What its state allows, to whom has the right. */
  actions: TicketAction[];
  evidence: EvidenceDto | null;
  /** The oldest first. */
  timeline: TimelineEntryDto[];
  files: TicketFileDto[];
  parts: TicketPartDto[];
  visits: TicketVisitDto[];
}

export class RaiseTicketDto {
  /** A client may choose the id. */
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

  /** When it was noticed; now when left out. */
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
  /** When it was; now when left out. */
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

  /** Only the maker's people may write, and see, internal notes. */
  @IsBoolean()
  internal: boolean;
}

/** A form (`multipart/form-data`). */
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

export class CandidateQueryDto {
  /** How long the visit will take. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(15)
  @Max(720)
  minutes?: number;
}

export class CandidateTechnicianDto {
  id: string;
  name: string;
  code: string;
  hubId: string;
  /** 1 to 3. */
  level: number;
  languages: string[];
  skills: string[];
}

export class CandidateReasonDto {
  kind: 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';
  ok: boolean;
  code: string;
  /** What its text shows; `points` of all reasons add up to the score. */
  params: Record<string, string | number | null>;
}

export class CandidateSlotDto {
  from: Date;
  to: Date;
}

export class CandidateDto {
  technician: CandidateTechnicianDto;
  /** From 1. */
  rank: number;
  /** 0 to 100. */
  score: number;
  /** False when skill, certificate or calendar forbid it. */
  assignable: boolean;
  reasons: CandidateReasonDto[];
  /** From the visit before on that day, else from home. */
  distanceKm: number | null;
  /** The next span of working time that fits. */
  slot: CandidateSlotDto | null;
}

export class CandidateListDto {
  items: CandidateDto[];
}
