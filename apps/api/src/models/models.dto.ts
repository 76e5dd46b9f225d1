import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SIGNAL_KINDS, type SignalKind } from '#equipment';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;
const DECIMAL = /^-?\d{1,15}(\.\d{1,12})?$/;

/** Signal that machines of a model, or a single device, report. Limits are decimal strings. */
export class SignalDto {
  id: string;
  key: string;
  /** UCUM unit code; empty for states and events. */
  unit: string;
  kind: SignalKind;
  /** Number of decimals to display. */
  decimals: number;
  warnLow: string | null;
  warnHigh: string | null;
  tripLow: string | null;
  tripHigh: string | null;
  /** Decimal. Value at which a counter rolls over to 0; null if it is unknown. */
  modulus: string | null;
  /**
   * Expected interval between readings in seconds. A period without readings of more than three times this interval,
   * and more than ten seconds, is a data gap. If null, the usual interval of the device applies.
   */
  expectedSeconds: number | null;
  /** Name by locale. */
  label: Record<string, string>;
  position: number;
  version: number;
}

export class SignalListDto extends WholeListDto {
  items: SignalDto[];
}

export class NewSignalDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Key of the signal in payloads. It never changes. */
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/)
  key: string;

  /** UCUM unit code ("Cel", "kW.h", "m3/h"); empty for states and events. */
  @IsString()
  @MaxLength(64)
  unit: string;

  @IsIn(SIGNAL_KINDS)
  kind: SignalKind;

  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(9)
  decimals?: number;

  @MayBeNull()
  @Matches(DECIMAL)
  warnLow?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  warnHigh?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  tripLow?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  tripHigh?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  modulus?: string | null;

  /** Expected interval between readings in seconds. Not available for events. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(604_800)
  expectedSeconds?: number | null;

  @MayBeAbsent()
  @IsObject()
  label?: Record<string, string>;

  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

/** Changes to a signal. Its unit and kind can be changed only while it has no readings. */
export class SignalChangesDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  unit?: string;

  @MayBeAbsent()
  @IsIn(SIGNAL_KINDS)
  kind?: SignalKind;

  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(9)
  decimals?: number;

  @MayBeNull()
  @Matches(DECIMAL)
  warnLow?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  warnHigh?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  tripLow?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  tripHigh?: string | null;

  @MayBeNull()
  @Matches(DECIMAL)
  modulus?: string | null;

  /** Expected interval between readings in seconds. Not available for events. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(604_800)
  expectedSeconds?: number | null;

  @MayBeAbsent()
  @IsObject()
  label?: Record<string, string>;

  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

export class ModelDto {
  id: string;
  code: string;
  name: string;
  /** Values of the data sheet by name. */
  attributes: Record<string, string | number | boolean | null>;
  /** Skill that a technician needs to work on machines of the model. */
  requiredSkill: string | null;
  signals: SignalDto[];
  archivedAt: Date | null;
  version: number;
}

export class ModelRowDto extends ModelDto {
  /** Number of registered machines of the model. */
  machineCount: number;
}

export class ModelListDto {
  items: ModelRowDto[];
  /** Always null, because the list contains all models. */
  next: string | null;
}

export class NewModelDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @Matches(CODE)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @MayBeAbsent()
  @IsObject()
  attributes?: Record<string, string | number | boolean | null>;

  @MayBeNull()
  @IsString()
  @MaxLength(60)
  requiredSkill?: string | null;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewSignalDto)
  signals?: NewSignalDto[];
}

export class ModelChangesDto {
  @MayBeAbsent()
  @Matches(CODE)
  code?: string;

  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsObject()
  attributes?: Record<string, string | number | boolean | null>;

  @MayBeNull()
  @IsString()
  @MaxLength(60)
  requiredSkill?: string | null;

  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
