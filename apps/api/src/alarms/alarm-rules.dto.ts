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

  /** Those that apply to a machine: its own and its model's. */
  @MayBeAbsent()
  @IsUUID()
  machineId?: string;
}

export class AlarmRuleDto {
  id: string;
  code: string;
  /** By locale. */
  name: Record<string, string>;
  /** Exactly one of model and machine. */
  modelId: string | null;
  machineId: string | null;
  signalKey: string;
  direction: LimitDirection;
  /** In the signal's unit; a value beyond it (not at it) raises the alarm after the delay. */
  onLimit: string;
  /** A value back at or inside it clears the alarm. */
  offLimit: string;
  onDelaySeconds: number;
  /** Readings further apart start the delay anew; null: any distance will do. */
  maxGapSeconds: number | null;
  severity: Severity;
  opensTicket: boolean;
  requiredSkill: string | null;
  /** What a technician must hold, by country of the site (ISO 3166-1 alpha-2). */
  requiredCertificates: Record<string, string>;
  /** What a visit is likely to need. */
  requiredParts: RequiredPartDto[];
  enabled: boolean;
  /** From which device time on these limits count. */
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
  /** A client may choose the id. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  declare code: string;

  @IsTexts()
  declare name: Record<string, string>;

  /** For every machine of a model; else `machineId`. */
  @MayBeAbsent()
  @IsUUID()
  modelId?: string;

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  /** A gauge or counter of these machines. */
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

  /** From which device time on it counts, also for readings that are stored already; now when left out. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  validFrom?: Date;
}
