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
  /** Code of the title, `alarm` or `request`. */
  titleCode: string;
  /** Values for the text of the title. `name` contains names by locale. */
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
  /** Next planned visit, or the visit in progress; null if there is no such visit. */
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
  /** Buckets that have values, each as `[start in epoch milliseconds, lowest, mean, highest]`. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
  })
  points: number[][];
  /** Thresholds of the rule when the alarm was raised. */
  rule: EvidenceRuleDto;
  /**
   * Threshold of the alarm as a limit to show in charts. It is a trip limit if the rule is critical, and a warning
   * limit otherwise.
   */
  limits: EvidenceLimitsDto;
  markers: EvidenceMarkerDto[];
  /**
   * Device time of the newest reading of the machine, but not later than `to`; null if the machine has no readings. The
   * evidence is complete when this time equals `to`.
   */
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
  /** Name by locale; empty if the catalogue does not contain the part. */
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
  /** Contact of the site or, if it has none, of the customer; null if neither has a contact. */
  contact: TicketContactDto | null;
  requiredSkill: string | null;
  requiredCertificate: string | null;
  symptom: string | null;
  cause: string | null;
  remedy: string | null;
  closingNote: string;
  /** Actions that the state of the ticket allows. The caller may need a permission to perform them. */
  actions: TicketAction[];
  evidence: EvidenceDto | null;
  /** Timeline, oldest first. */
  timeline: TimelineEntryDto[];
  files: TicketFileDto[];
  parts: TicketPartDto[];
  visits: TicketVisitDto[];
}
