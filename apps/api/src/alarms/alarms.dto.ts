import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsUUID } from 'class-validator';
import { ALARM_STATES, type AlarmState, SEVERITIES, type Severity } from '#diagnostics';
import type { TicketState } from '#service';
import { PageQueryDto } from '../http/page-query.dto.js';

export class AlarmQueryDto extends PageQueryDto {
  /**
   * State of the alarm. `open` returns alarms that are not cleared, whether acknowledged or not; `acknowledged`
   * returns alarms that are acknowledged but not cleared. Defaults to `open`.
   */
  @IsOptional()
  @IsIn(ALARM_STATES)
  state?: AlarmState;

  @IsOptional()
  @IsUUID()
  machineId?: string;

  /** Customer of the machine at the time of the alarm. */
  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  siteId?: string;

  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity;

  /** Returns alarms that are open or were cleared after this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** Returns alarms with a condition that began before this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;

  /** Sort order. Only `-raisedAt` is supported, because alarms are always sorted newest first. */
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
  /** IANA time zone. */
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
  /** Name by locale. */
  name: Record<string, string>;
  severity: Severity;
  signalKey: string;
  /** UCUM unit code; empty if the signal has no definition. */
  unit: string;
  decimals: number;
  direction: 'above' | 'below';
  /** Threshold when the alarm was raised, in the unit of the signal. `offLimit` is from the same time. */
  onLimit: string;
  offLimit: string;
  machine: AlarmMachineDto;
  /** Site of the machine when the alarm was raised; null if the machine was at no site. */
  site: AlarmSiteDto | null;
  customer: AlarmCustomerDto | null;
  /** Time of the first reading that met the condition, before the rule's delay. */
  conditionSince: Date;
  raisedAt: Date;
  raisedValue: string;
  peakValue: string;
  peakAt: Date;
  clearedAt: Date | null;
  acknowledgedAt: Date | null;
  /** Name of the person who acknowledged the alarm; null for customers. */
  acknowledgedBy: string | null;
  ticket: AlarmTicketDto | null;
  version: number;
}

export class AlarmListDto {
  items: AlarmDto[];
  next: string | null;
}
