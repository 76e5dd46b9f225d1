import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  MACHINE_LIFECYCLES,
  MACHINE_STATES,
  type MachineLifecycle,
  type MachineOwner,
  type MachineState,
} from '#equipment';
import { PageQueryDto } from '../http/page-query.dto.js';

/** One word, or several with commas between them. */
const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',') : value;

export class MachineQueryDto extends PageQueryDto {
  /** Part of the serial, or of the name of model, site, city or customer. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @IsOptional()
  @IsUUID()
  hubId?: string;

  @IsOptional()
  @IsUUID()
  modelId?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  siteId?: string;

  /** One state, or several with commas between them. */
  @IsOptional()
  @Transform(toList)
  @IsIn(MACHINE_STATES, { each: true })
  state?: MachineState[];

  /** One stage, or several with commas between them. */
  @IsOptional()
  @Transform(toList)
  @IsIn(MACHINE_LIFECYCLES, { each: true })
  lifecycle?: MachineLifecycle[];

  /** Only machines that need somebody, or only those that don't. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  needsAttention?: boolean;

  /** `duty`: with what each machine did in the last 24 hours. */
  @IsOptional()
  @Transform(toList)
  @IsIn(['duty'], { each: true })
  include?: 'duty'[];
}

export class FleetModelDto {
  id: string;
  code: string;
  name: string;
}

export class FleetSiteDto {
  id: string;
  name: string;
  city: string;
  /** IANA zone. */
  zone: string;
}

export class FleetCustomerDto {
  id: string;
  name: string;
}

export class FleetAlarmDto {
  id: string;
  /** The rule's code. */
  code: string;
  severity: string;
  raisedAt: Date;
}

export class FleetKitDto {
  code: string;
  /** Day at the site. */
  predictedOn: string | null;
  /** Negative when it is overdue. */
  hoursLeft: string | null;
}

export class DutySegmentDto {
  from: Date;
  to: Date;
  state: MachineState;
}

export class AttentionDto {
  kind: 'alarm' | 'silent' | 'held' | 'ticket' | 'kit';
  /** `alarm_raised`, `no_readings`, `usage_held`, `ticket_unassigned`, `technician_on_site` or `kit_due`. */
  code: string;
  /** What the text of the code shows. */
  params: Record<string, string | number | null>;
  since: Date | null;
}

export class MachineRowDto {
  id: string;
  serial: string;
  model: FleetModelDto;
  /** Null while it stands nowhere, and for a former customer. */
  site: FleetSiteDto | null;
  customer: FleetCustomerDto | null;
  /** The hub that serves it. */
  hubId: string | null;
  owner: MachineOwner;
  lifecycle: MachineLifecycle;
  state: MachineState;
  lastReadingAt: Date | null;
  /** Of any contact with its devices, keep-alives left out. */
  lastSeenAt: Date | null;
  /** Last known values by signal key. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'null' }] },
  })
  values: Record<string, number | string | null>;
  openAlarms: FleetAlarmDto[];
  openTickets: number;
  nextKit: FleetKitDto | null;
  /** Why it needs somebody, the most urgent first. */
  attention: AttentionDto[];
  /** The last 24 hours, on request. */
  duty?: DutySegmentDto[];
}

export class MachineListDto {
  items: MachineRowDto[];
  /** Cursor of the next page. */
  next: string | null;
}

export class FleetStatesDto {
  fault: number;
  silent: number;
  service: number;
  load: number;
  idle: number;
  off: number;
  unknown: number;
}

export class SummaryHubDto {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  zone: string;
}

export class SummarySiteDto {
  id: string;
  name: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
}

export class SiteStandingDto {
  site: SummarySiteDto;
  machines: number;
  /** `critical`, `warning`, `silent`, `held`, `planned` or `service` if a machine needs somebody, else what its machines do. */
  worst: string;
}

export class HubStandingDto {
  hub: SummaryHubDto;
  machines: number;
  sites: SiteStandingDto[];
}

export class ReadingGapDto {
  serial: string;
  seconds: number;
}

export class FleetSummaryDto {
  total: number;
  states: FleetStatesDto;
  hubs: HubStandingDto[];
  /** Machines with a reading in the last two minutes. */
  heardLast2Min: number;
  /** The machine that should report and has been silent for longest. */
  worstGap: ReadingGapDto | null;
}
