import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { SEVERITIES, type LimitDirection, type Severity } from '#diagnostics';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';
import { WholeListDto } from '../http/whole-list.js';

const DECIMAL = /^-?\d{1,15}(\.\d{1,9})?$/;
const WEEK_SECONDS = 604_800;

export class RequiredPartDto {
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  partNumber: string;

  @IsInt()
  @Min(1)
  @Max(1000)
  quantity: number;
}

export class AlarmRuleQueryDto {
  @MayBeAbsent()
  @IsUUID()
  modelId?: string;

  /** Returns the rules for this machine and for its model. */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;
}

export class AlarmRuleDto {
  id: string;
  code: string;
  /** Name by locale. */
  name: Record<string, string>;
  /** Model that the rule applies to. Exactly one of `modelId` and `machineId` is set. */
  modelId: string | null;
  machineId: string | null;
  signalKey: string;
  direction: LimitDirection;
  /**
   * Threshold in the signal's unit. A value beyond the threshold (not equal to it) raises the alarm after the delay.
   */
  onLimit: string;
  /** Threshold in the signal's unit. A value equal to the threshold, or on its normal side, clears the alarm. */
  offLimit: string;
  onDelaySeconds: number;
  /** Longest gap between two readings, in seconds. A longer gap restarts the delay. Null if gaps never restart it. */
  maxGapSeconds: number | null;
  severity: Severity;
  opensTicket: boolean;
  requiredSkill: string | null;
  /** Certificate that a technician needs, by country of the site (ISO 3166-1 alpha-2). */
  requiredCertificates: Record<string, string>;
  /** Parts that a visit is likely to need. */
  requiredParts: RequiredPartDto[];
  enabled: boolean;
  /** Device time from which the rule's current limits apply. */
  validFrom: Date;
  version: number;
}

export class AlarmRuleListDto extends WholeListDto {
  items: AlarmRuleDto[];
}

export class AlarmRuleChangesDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  code?: string;

  @MayBeAbsent()
  @IsTexts()
  name?: Record<string, string>;

  @MayBeAbsent()
  @Matches(DECIMAL)
  onLimit?: string;

  @MayBeAbsent()
  @Matches(DECIMAL)
  offLimit?: string;

  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(WEEK_SECONDS)
  onDelaySeconds?: number;

  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(WEEK_SECONDS)
  maxGapSeconds?: number | null;

  @MayBeAbsent()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @MayBeAbsent()
  @IsBoolean()
  opensTicket?: boolean;

  @MayBeNull()
  @IsString()
  @MaxLength(60)
  requiredSkill?: string | null;

  @MayBeAbsent()
  @IsTexts()
  requiredCertificates?: Record<string, string>;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RequiredPartDto)
  requiredParts?: RequiredPartDto[];

  @MayBeAbsent()
  @IsBoolean()
  enabled?: boolean;
}

export class NewAlarmRuleDto extends AlarmRuleChangesDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  declare code: string;

  @IsTexts()
  declare name: Record<string, string>;

  /** Model that the rule applies to. Set either `modelId` or `machineId`. */
  @MayBeAbsent()
  @IsUUID()
  modelId?: string;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /** Key of a gauge or counter signal of the model or machine. */
  @IsString()
  @MaxLength(64)
  signalKey: string;

  @IsIn(['above', 'below'])
  direction: LimitDirection;

  @Matches(DECIMAL)
  declare onLimit: string;

  @Matches(DECIMAL)
  declare offLimit: string;

  @IsIn(SEVERITIES)
  declare severity: Severity;

  /** Device time from which the rule applies. Readings that are already stored are included. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  validFrom?: Date;
}
