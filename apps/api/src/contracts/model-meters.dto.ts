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

/** Meter of a model. Contracts copy it for the machines of the model. */
export class ModelMeterDto {
  id: string;
  modelId: string;
  name: string;
  /** Key of a signal of the model. */
  signalKey: string;
  method: UsageMethod;
  /** Values that count, for methods that count time in a state or events. If it is empty, every event counts. */
  matches: string[];
  /** Length of the intervals of peak demand in minutes; null for other methods. */
  intervalMinutes: number | null;
  /** Decimal. Units of the quantity per unit of the readings, before reference conditions. Null means 1. */
  factor: string | null;
  /**
   * Reference conditions of a gas that is metered in one state and billed in another state; null for all other meters.
   */
  reference: ReferenceConditionsDto | null;
  /**
   * Decimal. `factor` multiplied by the factor that the ideal gas law gives for the reference conditions, rounded to
   * five decimals. Contracts use this factor.
   */
  wholeFactor: string | null;
  /** Whether charges subtract the meter's quantity. */
  deducts: boolean;
  /** UCUM unit code of the quantity. */
  unit: string;
  /**
   * Decimal. Maximum increase per hour, in units of the readings; for a level, the maximum value. Usage above this
   * limit is put on hold. Null if there is no limit.
   */
  maxRatePerHour: string | null;
  /**
   * Longest data gap in minutes. A longer gap is reported. A level without a new reading counts for at most this long.
   */
  maxGapMinutes: number;
  version: number;
}

export class ModelMeterListDto extends WholeListDto {
  items: ModelMeterDto[];
}

/** Proposed meter of a machine for a contract. Send it unchanged to use it. */
export class ProposedMeterDto {
  machineId: string;
  /** Controller of the machine. */
  deviceId: string;
  modelMeterId: string;
  name: string;
  signalKey: string;
  method: UsageMethod;
  matches: string[];
  intervalMinutes: number | null;
  /** Decimal. Includes the factor of the reference conditions. */
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
  /** Whether the contract's meter differs from the current model meter because one of them was changed. */
  differs: boolean;
}

export class MeterOriginDto {
  /** Meter of the contract. */
  meterId: string;
  modelMeterId: string;
  /** Current model meter; null if it was deleted. */
  definition: MeterOriginDefinitionDto | null;
}

export class MeterOriginListDto extends WholeListDto {
  /** Origins of the meters that were copied from model meters, in the order of the meters. */
  items: MeterOriginDto[];
}

export class ProposedMetersQueryDto {
  /** Ids of up to 100 machines, separated by commas. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter(Boolean) : value,
  )
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  machineIds: string[];
}

/**
 * Settings of a model meter. Omitted fields remain unchanged or, for a new model meter, default to the values for the
 * method.
 */
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

  /** Key of a signal of the model. Its kind must suit the method. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  signalKey?: string;
}

// Does not extend the class for changes, because optional fields of a class remain optional in its subclasses.
export class NewModelMeterDto extends ModelMeterSettingsDto {
  @IsString()
  @MaxLength(80)
  name: string;

  /** Key of a signal of the model. Its kind must suit the method. */
  @IsString()
  @MaxLength(64)
  signalKey: string;
}
