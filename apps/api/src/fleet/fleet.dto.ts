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
import { toCommaList } from '../http/fields/comma-list.js';
import { PageQueryDto } from '../http/page-query.dto.js';

export class MachineQueryDto extends PageQueryDto {
  /** Part of the serial number, the model's code or name, the site's name or city, or the customer's name. */
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

  /** One or more states, separated by commas. */
  @IsOptional()
  @Transform(toCommaList)
  @IsIn(MACHINE_STATES, { each: true })
  state?: MachineState[];

  /** One or more lifecycle states, separated by commas. */
  @IsOptional()
  @Transform(toCommaList)
  @IsIn(MACHINE_LIFECYCLES, { each: true })
  lifecycle?: MachineLifecycle[];

  /** Returns only machines that need attention (`true`), or only those that do not (`false`). */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  needsAttention?: boolean;

  /** Additional data. `duty`: the states of each machine in the last 24 hours. */
  @IsOptional()
  @Transform(toCommaList)
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
  /** IANA time zone. */
  zone: string;
}

export class FleetCustomerDto {
  id: string;
  name: string;
}

export class FleetAlarmDto {
  id: string;
  /** Code of the rule. */
  code: string;
  severity: string;
  raisedAt: Date;
}

export class FleetKitDto {
  code: string;
  /** Expected due date in the site's time zone; null if it cannot be predicted. */
  predictedOn: string | null;
  /** Hours until the kit is due; negative if it is overdue. Null if the running hours are not known. */
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
  /** Values for the text of the code. */
  params: Record<string, string | number | null>;
  since: Date | null;
}

export class MachineRowDto {
  id: string;
  serial: string;
  model: FleetModelDto;
  /** Site of the machine; null while the machine is at no site, and for a former customer. */
  site: FleetSiteDto | null;
  customer: FleetCustomerDto | null;
  /** Hub that serves the machine. */
  hubId: string | null;
  owner: MachineOwner;
  lifecycle: MachineLifecycle;
  state: MachineState;
  lastReadingAt: Date | null;
  /** Time of the last contact of any kind with the machine's devices, except keep-alive messages. */
  lastSeenAt: Date | null;
  /** Last known values by signal key. A value of bad quality is null. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'null' }] },
  })
  values: Record<string, number | string | null>;
  openAlarms: FleetAlarmDto[];
  openTickets: number;
  nextKit: FleetKitDto | null;
  /** Reasons why the machine needs attention, most urgent first. */
  attention: AttentionDto[];
  /** States of the last 24 hours, if requested. */
  duty?: DutySegmentDto[];
}

export class MachineListDto {
  items: MachineRowDto[];
  /** Cursor of the next page; null on the last page. */
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

export class SiteStatusDto {
  site: SummarySiteDto;
  machines: number;
  /**
   * Most urgent state of the machines: `critical`, `warning`, `silent`, `held`, `planned` or `service` if a machine
   * needs attention. Otherwise, the most active state of the machines.
   */
  worst: string;
}

export class HubStatusDto {
  hub: SummaryHubDto;
  machines: number;
  sites: SiteStatusDto[];
}

export class ReadingGapDto {
  serial: string;
  seconds: number;
}

export class FleetSummaryDto {
  total: number;
  states: FleetStatesDto;
  hubs: HubStatusDto[];
  /** Number of machines with a reading in the last two minutes. */
  heardLast2Min: number;
  /** Machine with the longest data gap among those that are expected to report. */
  worstGap: ReadingGapDto | null;
}
