import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LimitRuleDto, UseDto } from './intake-limits.dto.js';
import { FLOW_SPANS, type FlowSpan, type StoredForm } from '#telemetry';

const FORMS: StoredForm['form'][] = ['fresh', 'packed', 'settled', 'rollups'];

export class FlowQueryDto {
  /** The last hour without it. */
  @IsOptional()
  @IsIn(FLOW_SPANS)
  @ApiProperty({ enum: FLOW_SPANS, required: false })
  span?: FlowSpan;
}

export class FlowStepDto {
  /** Where it begins. */
  at: Date;
  /** Payloads, whatever became of them. */
  messages: number;
  /** Stored. */
  readings: number;
  /** Values in the stored readings. */
  points: number;
  /** Readings that were known already. */
  duplicates: number;
  /** Stored readings that came more than ten minutes after they were measured. */
  late: number;
  quarantined: number;
  /** From arrival to commit, of half of the readings; null where nothing came. */
  lagP50Ms: number | null;
  /** The same of 99 of 100. */
  lagP99Ms: number | null;
}

export class FlowDto {
  stepSeconds: number;
  /** Every step, those too in which nothing came; the last one is still going on. */
  steps: FlowStepDto[];
}

export class FlowDeviceDto {
  id: string;
  /** The machine's serial number, or the device's own code. */
  code: string;
  machineId: string | null;
}

export class DeviceGapsDto {
  device: FlowDeviceDto;
  /** Signals that do not come now. */
  openSignals: number;
  /** Since when the first of them; null where all come. */
  openSince: Date | null;
  /** Within the last week. */
  gaps: number;
  missingSeconds: number;
}

export class DeviceClockDto {
  device: FlowDeviceDto;
  /** How far it is ahead, below zero behind. */
  skewMs: number;
}

export class DeviceVolumeDto {
  device: FlowDeviceDto;
  /** Values of the last 24 hours. */
  points: number;
}

export class DeviceBudgetDto {
  device: FlowDeviceDto;
  /** What holds for it. */
  limits: LimitRuleDto;
  /** In the minute of the last day in which it was most. */
  most: UseDto;
  /** The greater of its messages and its values, as a share of the limit that holds now. */
  share: number;
}

export class StoredFormDto {
  @ApiProperty({ enum: FORMS })
  form: StoredForm['form'];
  bytes: number;
  /** Null of rollups. */
  points: number | null;
  /** The earliest reading's time. */
  from: Date | null;
}

export class FlowFindingsDto {
  gaps: DeviceGapsDto[];
  clocks: DeviceClockDto[];
  volumes: DeviceVolumeDto[];
  /** Who came nearest to a limit first. */
  budgets: DeviceBudgetDto[];
  storage: StoredFormDto[];
}
