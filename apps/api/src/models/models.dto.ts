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

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;
const DECIMAL = /^-?\d{1,15}(\.\d{1,12})?$/;

/** What machines of a model, or one device, report under a key. Limits are decimals as text. */
export class SignalDto {
  id: string;
  key: string;
  /** UCUM; empty for states and events. */
  unit: string;
  kind: SignalKind;
  /** How many decimals are shown. */
  decimals: number;
  warnLow: string | null;
  warnHigh: string | null;
  tripLow: string | null;
  tripHigh: string | null;
  /** Value at which a counter starts over. */
  modulus: string | null;
  /** How often it is to come, in seconds: three of them without it are a gap. Null: what is usual decides. */
  expectedSeconds: number | null;
  /** Names by locale. */
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

  /** As in payloads; it never changes. */
  @Matches(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/)
  key: string;

  /** UCUM ("Cel", "kW.h", "m3/h"); empty for states and events. */
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

  /** How often it is to come, in seconds; not of events. */
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

/** Unit and kind can be changed only while no reading carries the signal. */
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

  /** How often it is to come, in seconds; not of events. */
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
  /** What the data sheet says, by name. */
  attributes: Record<string, string | number | boolean | null>;
  /** What a technician must have learnt to work on it. */
  requiredSkill: string | null;
  signals: SignalDto[];
  archivedAt: Date | null;
  version: number;
}

export class ModelRowDto extends ModelDto {
  /** Machines of the model in the registry. */
  machineCount: number;
}

export class ModelListDto {
  items: ModelRowDto[];
  /** Always null: a maker's models fit on one page. */
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
