import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LimitRuleDto, UseDto } from './intake-limits.dto.js';
import { FLOW_SPANS, type FlowSpan, type StorageForm } from '#telemetry';

const FORMS: StorageForm['form'][] = ['fresh', 'packed', 'settled', 'rollups'];

export class FlowQueryDto {
  /** Range of the data. Defaults to the last hour. */
  @IsOptional()
  @IsIn(FLOW_SPANS)
  @ApiProperty({ enum: FLOW_SPANS, required: false })
  span?: FlowSpan;
}

export class FlowStepDto {
  /** Start of the step. */
  at: Date;
  /** Number of received messages, including rejected messages. */
  messages: number;
  /** Number of stored readings. */
  readings: number;
  /** Number of values in the stored readings. */
  points: number;
  /** Number of readings that were already known. */
  duplicates: number;
  /** Number of stored readings that arrived more than ten minutes after their device time. */
  late: number;
  quarantined: number;
  /** Median time from arrival to commit, in milliseconds; null if nothing arrived. */
  lagP50Ms: number | null;
  /** 99th percentile of the time from arrival to commit, in milliseconds; null if nothing arrived. */
  lagP99Ms: number | null;
}

export class FlowDto {
  stepSeconds: number;
  /** All steps of the range, including steps without data. The last step is still in progress. */
  steps: FlowStepDto[];
}

export class FlowDeviceDto {
  id: string;
  /** Serial number of the machine, or code of the device. */
  code: string;
  machineId: string | null;
}

export class DeviceGapsDto {
  device: FlowDeviceDto;
  /** Number of signals that are currently not arriving. */
  openSignals: number;
  /** Time since which the first of these signals has been missing; null if all signals arrive. */
  openSince: Date | null;
  /** Number of gaps within the last week. */
  gaps: number;
  missingSeconds: number;
}

export class DeviceClockDto {
  device: FlowDeviceDto;
  /** Milliseconds by which the clock is ahead; negative if it is behind. */
  skewMs: number;
}

export class DeviceVolumeDto {
  device: FlowDeviceDto;
  /** Number of values in the last 24 hours. Values of the latest 15 minutes may be missing. */
  points: number;
}

export class DeviceBudgetDto {
  device: FlowDeviceDto;
  /** Effective limits of the device. */
  limits: LimitRuleDto;
  /** Highest use in any minute of the last day. */
  most: UseDto;
  /** Used share of the current limits, as a fraction. It is the greater of the shares for messages and for values. */
  share: number;
}

export class StoredFormDto {
  @ApiProperty({ enum: FORMS })
  form: StorageForm['form'];
  bytes: number;
  /** Number of values; null for rollups. */
  points: number | null;
  /** Time of the earliest reading. */
  from: Date | null;
}

export class FlowFindingsDto {
  gaps: DeviceGapsDto[];
  clocks: DeviceClockDto[];
  volumes: DeviceVolumeDto[];
  /** Devices, sorted by the used share of their limits, highest share first. */
  budgets: DeviceBudgetDto[];
  storage: StoredFormDto[];
}
