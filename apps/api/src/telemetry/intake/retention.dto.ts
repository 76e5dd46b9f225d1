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
  /** For how many days readings are kept as they were sent; null for ever. */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  rawDays: number | null;

  /** For how many days what they amount to by minute is kept; not shorter than the readings. */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  minuteDays: number | null;

  /** By hour; not shorter than by minute. */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  hourDays: number | null;

  /** By day; not shorter than by hour. */
  @OrNull()
  @IsInt()
  @Min(MIN_DAYS)
  @Max(MAX_DAYS)
  dayDays: number | null;
}

export class NewRetentionRuleDto extends RetentionTermsDto {
  /** Of every model, and of sites' own instruments, without it. */
  @MayBeNull()
  @IsUUID()
  modelId?: string | null;

  /** Of every signal without it. */
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
  /** Devices gone through, and how many there are; 0 while it waits. */
  done: number;
  total: number;
  /** Values and bytes that it removed until now, and values that it left because they are held. */
  removedPoints: number;
  removedBytes: number;
  heldPoints: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export class RetentionDto {
  /** The most specific one counts: a signal of a model before a signal, that before a model, that before everything. */
  rules: RetentionRuleDto[];
  /** The newest; null when nothing was ever removed. */
  lastRun: RetentionRunDto | null;
}

export class RetentionPreviewQueryDto {
  /** The rule that would be changed, or removed. */
  @IsOptional()
  @IsUUID()
  ruleId?: string;

  /** The rule that would be; null to see what goes without `ruleId`. */
  @OrNull()
  @ValidateNested()
  @Type(() => NewRetentionRuleDto)
  rule: NewRetentionRuleDto | null;
}

export class RetentionPreviewDto {
  /** Values of readings that the next run would remove, and the bytes that they take. */
  points: number;
  bytes: number;
  /** Devices of which something would go, at most. */
  devices: number;
  /** Values that are past their time and stay because they are held. */
  heldPoints: number;
  /** From the oldest day of which something goes to the end of the newest; null when nothing does. */
  from: Date | null;
  to: Date | null;
  /** Not every day was looked into: those that were stand for the others. */
  isEstimate: boolean;
}

export class NewReadingHoldDto {
  /** Of every device without it. */
  @MayBeAbsent()
  @IsUUID()
  deviceId?: string;

  /** Of every signal without it. */
  @MayBeAbsent()
  @Matches(SIGNAL_KEY)
  signalKey?: string;

  @Type(() => Date)
  @IsDate()
  from: Date;

  /** Not included. */
  @Type(() => Date)
  @IsDate()
  to: Date;

  /** Why they must stay. */
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason: string;
}

export class ReleaseHoldDto {
  /** Why they need not stay any longer. */
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  reason: string;
}

export class HeldDeviceDto {
  id: string;
  code: string;
  /** Its machine's; null of a site's own instrument. */
  serial: string | null;
}

export class ReadingHoldDto {
  id: string;
  /** Null: every device. */
  device: HeldDeviceDto | null;
  /** Null: every signal. */
  signalKey: string | null;
  from: Date;
  to: Date;
  reason: string;
  createdAt: Date;
  /** Name; null where the system or a program did. */
  createdBy: string | null;
  releasedAt: Date | null;
  releasedBy: string | null;
  /** Null while it is in force, and of holds that ended before reasons were asked for. */
  releaseReason: string | null;
}

export class HeldEvidenceDto {
  /** How many usages of months, and of how many devices. */
  usages: number;
  devices: number;
  from: Date | null;
  to: Date | null;
}

export class ReadingHoldListDto {
  /** Those of people: what is in force first, the newest first. */
  holds: ReadingHoldDto[];
  /** What usage was derived from is held by itself, and never released. */
  evidence: HeldEvidenceDto;
}

export class ReadingHoldIdDto {
  id: string;
}
