import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsUUID } from 'class-validator';
import { ALARM_STATES, type AlarmState, SEVERITIES, type Severity } from '#diagnostics';
import type { TicketState } from '#service';
import { PageQueryDto } from '../http/page-query.dto.js';

export class AlarmQueryDto extends PageQueryDto {
  /** `open` (not cleared, acknowledged or not) when left out; `acknowledged` are the acknowledged of these. */
  @IsOptional()
  @IsIn(ALARM_STATES)
  state?: AlarmState;

  @IsOptional()
  @IsUUID()
  machineId?: string;

  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity;

  /** Alarms that were on after this. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** Alarms that were on before this. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;

  /** The newest first is the only order. */
  @IsOptional()
  @IsIn(['-raisedAt'])
  declare sort?: string;
}

export class AlarmMachineDto {
  id: string;
  serial: string;
}

export class AlarmSiteDto {
  id: string;
  name: string;
  city: string;
  /** IANA. */
  zone: string;
}

export class AlarmCustomerDto {
  id: string;
  name: string;
}

export class AlarmTicketDto {
  id: string;
  number: string;
  state: TicketState;
}

export class AlarmDto {
  id: string;
  ruleId: string;
  code: string;
  /** By locale. */
  name: Record<string, string>;
  severity: Severity;
  signalKey: string;
  /** UCUM; empty when the signal is not described. */
  unit: string;
  decimals: number;
  direction: 'above' | 'below';
  /** The limits in force when it was raised. */
  onLimit: string;
  offLimit: string;
  machine: AlarmMachineDto;
  /** Where the machine stood when it was raised. */
  site: AlarmSiteDto | null;
  customer: AlarmCustomerDto | null;
  /** First reading of the condition, before the rule's delay. */
  conditionSince: Date;
  raisedAt: Date;
  raisedValue: string;
  peakValue: string;
  peakAt: Date;
  clearedAt: Date | null;
  acknowledgedAt: Date | null;
  /** Name; not told to customers. */
  acknowledgedBy: string | null;
  ticket: AlarmTicketDto | null;
  version: number;
}

export class AlarmListDto {
  items: AlarmDto[];
  next: string | null;
}
