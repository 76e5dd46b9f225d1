import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { NewChargeDto } from '../../contracts/new-contract.dto.js';
import { MayBeAbsent, MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';
import { IsDecimalText, IsPositiveText } from '../../http/fields/decimal.decorators.js';

const MOST_COUNTERS = 100;
const MOST_MONTHS = 36;
const MOST_PLANS = 6;
const MOST_CHARGES = 20;
const NAME_LENGTH = 100;

/** A meter whose past is billed as if a contract had measured it. */
export class SimulatedCounterDto {
  /** Chosen by the client; charges and usage name it. */
  @IsUUID()
  id: string;

  /** Null of a station's own instrument. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  @IsString()
  @MaxLength(NAME_LENGTH)
  name: string;

  /** UCUM. */
  @IsString()
  @MaxLength(NAME_LENGTH)
  unit: string;

  /** Whether charges take it off what else they count, as scrap off all parts. */
  @MayBeAbsent()
  @IsBoolean()
  deducts?: boolean;
}

export class SimulatedUsageDto {
  @IsUUID()
  counterId: string;

  /** Of the whole month, decimal; null where nobody knows it. */
  @OrNull()
  @IsDecimalText()
  quantity: string | null;

  /** What of it is held, decimal: of a meter that is taken off it counts, as in a bill. */
  @MayBeAbsent()
  @IsDecimalText()
  heldQuantity?: string;
}

export class SimulatedMonthDto {
  /** `YYYY-MM`; each follows the one before it. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month: string;

  /** A counter that is left out is unknown. */
  @IsArray()
  @ArrayMaxSize(MOST_COUNTERS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedUsageDto)
  usage: SimulatedUsageDto[];
}

export class SimulatedPlanDto {
  @IsString()
  @MaxLength(NAME_LENGTH)
  name: string;

  /** As a contract's; one that counts and names no counter in `meterIds` counts all of them. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHARGES)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges: NewChargeDto[];
}

export class SimulationDto {
  /** ISO 4217. */
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  /** IANA; its calendar months are billed. */
  @IsString()
  @MaxLength(64)
  zone: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COUNTERS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedCounterDto)
  counters: SimulatedCounterDto[];

  /** The contract begins with the first of them and goes on after the last. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_MONTHS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedMonthDto)
  months: SimulatedMonthDto[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PLANS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedPlanDto)
  plans: SimulatedPlanDto[];

  /** So many percent of the usage are billed, decimal; as it was when left out. */
  @MayBeAbsent()
  @IsPositiveText()
  usagePercent?: string;
}

export class SimulatedBillDto {
  month: string;
  /** Null where some counter's usage is unknown: that is not zero. */
  amount: AmountDto | null;
  /** A line waits, such as a minimum of a year of which a month is unknown. */
  waits: boolean;
}

export class SimulatedChargeDto {
  key: string;
  /** Over the months that are known. */
  amount: AmountDto;
}

export class SimulatedOutcomeDto {
  name: string;
  months: SimulatedBillDto[];
  /** Over the months that are known; the same months for every plan. */
  total: AmountDto;
  charges: SimulatedChargeDto[];
}

export class CurvePointDto {
  /** Of the usage as it was. */
  percent: number;
  /** In the plans' order. */
  totals: AmountDto[];
}

export class SimulationOutcomeDto {
  /** How many of the months are known. */
  knownMonths: number;
  plans: SimulatedOutcomeDto[];
  curve: CurvePointDto[];
}
