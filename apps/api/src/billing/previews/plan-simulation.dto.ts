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

const MAX_COUNTERS = 100;
const MAX_MONTHS = 36;
const MAX_PLANS = 6;
const MAX_CHARGES = 20;
const NAME_LENGTH = 100;

/** Meter with past usage that is billed as if the meter belonged to a contract. */
export class SimulatedCounterDto {
  /** Id chosen by the client. Charges and usage refer to it. */
  @IsUUID()
  id: string;

  /** Machine of the meter; null for an instrument of a site. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  @IsString()
  @MaxLength(NAME_LENGTH)
  name: string;

  /** UCUM unit code. */
  @IsString()
  @MaxLength(NAME_LENGTH)
  unit: string;

  /**
   * Whether charges subtract this meter's quantity from the quantity of the other meters, such as scrap from all parts
   * produced.
   */
  @MayBeAbsent()
  @IsBoolean()
  deducts?: boolean;
}

export class SimulatedUsageDto {
  @IsUUID()
  counterId: string;

  /** Decimal. Usage of the whole month; null if it is unknown. */
  @OrNull()
  @IsDecimalText()
  quantity: string | null;

  /**
   * Decimal. Part of the quantity that is on hold. For a subtracted meter, this part is subtracted, too, as on an
   * invoice.
   */
  @MayBeAbsent()
  @IsDecimalText()
  heldQuantity?: string;
}

export class SimulatedMonthDto {
  /** Month, `YYYY-MM`. The months must be consecutive. */
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month: string;

  /** Usage by meter. The usage of a meter without an entry is unknown. */
  @IsArray()
  @ArrayMaxSize(MAX_COUNTERS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedUsageDto)
  usage: SimulatedUsageDto[];
}

export class SimulatedPlanDto {
  @IsString()
  @MaxLength(NAME_LENGTH)
  name: string;

  /** Charges as in a contract. A charge that counts usage but has no `meterIds` counts all meters. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_CHARGES)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges: NewChargeDto[];
}

export class SimulationDto {
  /** ISO 4217 currency code. */
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  /** IANA time zone of the calendar months that are billed. */
  @IsString()
  @MaxLength(64)
  zone: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_COUNTERS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedCounterDto)
  counters: SimulatedCounterDto[];

  /** Months to bill. The simulated contract begins with the first month and continues after the last one. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_MONTHS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedMonthDto)
  months: SimulatedMonthDto[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PLANS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedPlanDto)
  plans: SimulatedPlanDto[];

  /** Decimal. Percentage of the usage to bill. Defaults to 100. */
  @MayBeAbsent()
  @IsPositiveText()
  usagePercent?: string;
}

export class SimulatedBillDto {
  month: string;
  /** Amount; null if the usage of a meter is unknown. Unknown usage is not zero. */
  amount: AmountDto | null;
  /** Whether a line is on hold, such as the minimum of a year with an unknown month. */
  waits: boolean;
}

export class SimulatedChargeDto {
  key: string;
  /** Amount of all months with known usage. */
  amount: AmountDto;
}

export class SimulatedOutcomeDto {
  name: string;
  months: SimulatedBillDto[];
  /** Amount of all months with known usage, which are the same for every plan. */
  total: AmountDto;
  charges: SimulatedChargeDto[];
}

export class CurvePointDto {
  /** Percentage of the actual usage. */
  percent: number;
  /** Totals in the order of the plans. */
  totals: AmountDto[];
}

export class SimulationOutcomeDto {
  /** Number of months with known usage. */
  knownMonths: number;
  plans: SimulatedOutcomeDto[];
  curve: CurvePointDto[];
}
