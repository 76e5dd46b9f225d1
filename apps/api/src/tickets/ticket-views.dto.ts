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
  /** IANA time zone. */
  zone: string;
}

export class TicketCustomerDto {
  id: string;
  name: string;
}

export class TicketTechnicianDto {
  /** Id of the technician; null for customers, who see only the name. */
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
  /** Code of the title's text: `alarm` or `request`. */
  titleCode: string;
  /** Values of the title's text; `name` is by locale. */
  titleParams: Record<string, unknown>;
  severity: Severity;
  state: TicketState;
  /** Description in the words of the person who raised the ticket. */
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
  /** Planned or current visit. */
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
  /** UCUM unit code. */
  unit: string;
  decimals: number;
  from: string;
  to: string;
  bucketSeconds: number;
  /** `[start of the bucket (epoch milliseconds), lowest, mean, highest]` for buckets that have values. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
  })
  points: number[][];
  /** Thresholds of the rule when the alarm was raised. */
  rule: EvidenceRuleDto;
  /** Threshold that raises the alarm, for charts: a trip limit for a critical rule, and a warning limit otherwise. */
  limits: EvidenceLimitsDto;
  markers: EvidenceMarkerDto[];
  /** Device time of the newest reading in the evidence. The evidence is complete once this time reaches `to`. */
  until: string | null;
}

export class TimelineEntryDto {
  id: string;
  kind: TicketEntryKind;
  params: Record<string, unknown>;
  note: string;
  byName: string | null;
  /** Whether only the maker's users can see the entry. */
  internal: boolean;
  /** Time of the event. `recordedAt` is the time when it was recorded. */
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
  /** Name by locale; empty if the catalog does not contain the part. */
  name: Record<string, string>;
  quantity: number;
  /** Number of pieces reserved for this ticket; null for customers. */
  reserved: number | null;
  /** Number of unreserved pieces in the depots of the ticket's hub; null for customers. */
  availableAtDepot: number | null;
  /**
   * Number of pieces in the depots of the ticket's hub that are reserved for other tickets and kit deliveries; null
   * for customers.
   */
  reservedForOthers: number | null;
}

export class TicketVisitDto {
  id: string;
  technician: TicketTechnicianDto;
  from: Date;
  to: Date;
  state: VisitState;
}

export class TicketLocationDto extends TicketSiteDto {
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
  /** Site with its address and access notes, which lists omit. */
  @ApiProperty({ type: () => TicketLocationDto })
  declare site: TicketLocationDto;
  /** Contact at the site. */
  contact: TicketContactDto | null;
  requiredSkill: string | null;
  requiredCertificate: string | null;
  symptom: string | null;
  cause: string | null;
  remedy: string | null;
  closingNote: string;
  /** Actions that the ticket's state allows and the caller may perform. */
  actions: TicketAction[];
  evidence: EvidenceDto | null;
  /** Timeline, oldest first. */
  timeline: TimelineEntryDto[];
  files: TicketFileDto[];
  parts: TicketPartDto[];
  visits: TicketVisitDto[];
}
