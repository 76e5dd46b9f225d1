import { ApiProperty } from '@nestjs/swagger';
import { type LimitDirection, type Severity } from '#diagnostics';
import {
  type TicketAction,
  type TicketEntryKind,
  type TicketKind,
  type TicketState,
  type VisitState,
} from '#service';

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
  /** Pieces that are reserved for this ticket alone; null for customers. */
  reserved: number | null;
  /** Pieces in the depots of the ticket's hub that are not reserved for anything; null for customers. */
  availableAtDepot: number | null;
  /** Pieces there that are reserved for other tickets and kit deliveries; null for customers. */
  reservedForOthers: number | null;
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
  /** With address and access notes, unlike in lists. */
  @ApiProperty({ type: () => TicketPlaceDto })
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
