import { Type } from 'class-transformer';
import {
  IsDate,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { MAX_DAYS, MIN_DAYS } from '#telemetry';
import { MayBeAbsent, MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';

const SIGNAL_KEY = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

export class RetentionTermsDto {
  /** Number of days for which readings are kept as sent; null for forever. */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  rawDays: number | null;

  /**
   * Number of days for which rollups by minute are kept; null for forever. Rollups by minute must be kept at least as
   * long as readings.
   */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  minuteDays: number | null;

  /**
   * Number of days for which rollups by hour are kept; null for forever. Rollups by hour must be kept at least as long
   * as rollups by minute.
   */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  hourDays: number | null;

  /**
   * Number of days for which rollups by day are kept; null for forever. Rollups by day must be kept at least as long as
   * rollups by hour.
   */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  dayDays: number | null;
}

export class NewRetentionRuleDto extends RetentionTermsDto {
  /** Model to which the rule applies. If omitted, the rule applies to all models and to instruments of sites. */
  @MayBeNull()
  @IsUUID()
  modelId?: string | null;

  /** Signal to which the rule applies. If omitted, the rule applies to all signals. */
  @MayBeNull()
  @Matches(SIGNAL_KEY)
  signalKey?: string | null;
}

export class RetentionRuleDto extends RetentionTermsDto {
  id: string;
  modelId: string | null;
  signalKey: string | null;
  version: number;
}

export class RetentionRunDto {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of processed devices. `total` is the number of all devices, and 0 while the run is waiting. */
  done: number;
  total: number;
  /**
   * Number of values that have been deleted so far. `removedBytes` is the size of the deleted data, and `heldPoints` is
   * the number of values that were kept because of holds.
   */
  removedPoints: number;
  removedBytes: number;
  heldPoints: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export class RetentionDto {
  /**
   * Retention rules. The most specific rule applies. From most to least specific, a rule is for a signal of a model,
   * for a signal, for a model, or for all readings.
   */
  rules: RetentionRuleDto[];
  /** Latest run; null if there has been no run. */
  lastRun: RetentionRunDto | null;
}

export class RetentionPreviewQueryDto {
  /** Rule to change or remove. */
  @IsOptional()
  @IsUUID()
  ruleId?: string;

  /** Rule to add, or the changed rule; null to preview the removal of `ruleId`. */
  @OrNull()
  @ValidateNested()
  @Type(() => NewRetentionRuleDto)
  rule: NewRetentionRuleDto | null;
}

export class RetentionPreviewDto {
  /** Number of values that the next run would delete. `bytes` is the size of the data. */
  points: number;
  bytes: number;
  /** Upper limit of the number of devices with values to delete. */
  devices: number;
  /** Number of expired values that are kept because of holds. */
  heldPoints: number;
  /**
   * Start of the oldest day that may contain values to delete. `to` is the end of the newest such day. Null if there is
   * nothing to delete.
   */
  from: Date | null;
  to: Date | null;
  /** Whether the numbers are extrapolated from a sample of days. */
  isEstimate: boolean;
}

export class NewReadingHoldDto {
  /** Device to which the hold applies. If omitted, the hold applies to all devices. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;

  /** Signal to which the hold applies. If omitted, the hold applies to all signals. */
  @MayBeAbsent()
  @Matches(SIGNAL_KEY)
  signalKey?: string;

  @Type(() => Date)
  @IsDate()
  from: Date;

  /** End of the range, exclusive. */
  @Type(() => Date)
  @IsDate()
  to: Date;

  /** Reason for the hold. */
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason: string;
}

export class ReleaseHoldDto {
  /** Reason for the release. */
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason: string;
}

export class HeldDeviceDto {
  id: string;
  code: string;
  /** Serial number of the device's machine; null for an instrument of a site. */
  serial: string | null;
}

export class ReadingHoldDto {
  id: string;
  /** Device to which the hold applies; null for all devices. */
  device: HeldDeviceDto | null;
  /** Signal to which the hold applies; null for all signals. */
  signalKey: string | null;
  from: Date;
  to: Date;
  reason: string;
  createdAt: Date;
  /** Name of the person who created the hold; null if the system or a program created it. */
  createdBy: string | null;
  releasedAt: Date | null;
  releasedBy: string | null;
  /** Reason for the release; null while the hold is in force, and if it was released before reasons were recorded. */
  releaseReason: string | null;
}

export class HeldEvidenceDto {
  /** Number of usage records with held readings. `devices` is the number of devices that sent these readings. */
  usages: number;
  devices: number;
  from: Date | null;
  to: Date | null;
}

export class ReadingHoldListDto {
  /**
   * Holds that were created manually, at most 200. Holds in force come before released holds, and both groups are
   * sorted newest first.
   */
  holds: ReadingHoldDto[];
  /** Readings that usage was derived from. They are held automatically and never released. */
  evidence: HeldEvidenceDto;
}

export class ReadingHoldIdDto {
  id: string;
}
