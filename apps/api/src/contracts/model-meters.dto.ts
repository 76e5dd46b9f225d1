import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type UsageMethod } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { ReferenceConditionsDto } from '../metering/meter-preview.dto.js';
import { MeterSettingsDto } from './terms/meter-settings.dto.js';
import { WholeListDto } from '../http/whole-list.js';

/** How machines of a model are usually metered. Contracts take copies of it. */
export class ModelMeterDto {
  id: string;
  modelId: string;
  name: string;
  /** Of the model. */
  signalKey: string;
  method: UsageMethod;
  /** Of a time in a state and of events the values that count; every event where there are none. */
  matches: string[];
  /** Of peak demand. */
  intervalMinutes: number | null;
  /** What a unit of the readings is in units of the quantity, decimal, before reference conditions; null for one. */
  factor: string | null;
  /** Of a gas that is billed in another state than it is metered in; null where it is not. */
  reference: ReferenceConditionsDto | null;
  /** `factor` times that of the reference conditions, by the law of ideal gases, rounded to five decimals: what contracts take. */
  wholeFactor: string | null;
  /** Whether a charge takes off what it counts. */
  deducts: boolean;
  /** UCUM, of the quantity. */
  unit: string;
  /** More than this in an hour is held, not billed; of a level what is higher. */
  maxRatePerHour: string | null;
  /** A silence longer than this is listed; a level stands so long at most. */
  maxGapMinutes: number;
  version: number;
}

export class ModelMeterListDto extends WholeListDto {
  items: ModelMeterDto[];
}

/** What a contract's meter of a machine may be: to be sent as it is. */
export class ProposedMeterDto {
  machineId: string;
  /** The machine's controller. */
  deviceId: string;
  /** The definition. */
  modelMeterId: string;
  name: string;
  signalKey: string;
  method: UsageMethod;
  matches: string[];
  intervalMinutes: number | null;
  /** With the one of reference conditions. */
  factor: string | null;
  deducts: boolean;
  unit: string;
  maxRatePerHour: string | null;
  maxGapMinutes: number;
}

export class ProposedMeterListDto extends WholeListDto {
  items: ProposedMeterDto[];
}

export class MeterOriginDefinitionDto {
  name: string;
  modelId: string;
  /** Name of the model. */
  model: string;
  /** The contract's meter counts otherwise than the definition says now: one of them was changed since. */
  differs: boolean;
}

export class MeterOriginDto {
  /** Of the contract. */
  meterId: string;
  modelMeterId: string;
  /** Null where the definition is gone. */
  definition: MeterOriginDefinitionDto | null;
}

export class MeterOriginListDto extends WholeListDto {
  /** Of the meters that were taken from a model, in their order. */
  items: MeterOriginDto[];
}

export class ProposedMetersQueryDto {
  /** Up to a hundred, with commas between them. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter(Boolean) : value,
  )
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  machineIds: string[];
}

/** What is left out stays as it is, or is what the method usually takes. */
class ModelMeterSettingsDto extends MeterSettingsDto {
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => ReferenceConditionsDto)
  reference?: ReferenceConditionsDto | null;
}

export class ModelMeterChangesDto extends ModelMeterSettingsDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(80)
  name?: string;

  /** Of the model; its kind fits the method. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  signalKey?: string;
}

// Apart from changes: a field that may be left out there stays so in whatever extends it.
export class NewModelMeterDto extends ModelMeterSettingsDto {
  @IsString()
  @MaxLength(80)
  name: string;

  /** Of the model; its kind fits the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;
}
