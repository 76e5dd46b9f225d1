import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { LineComponent } from '#billing';
import { CHARGE_MODELS, type ChargeModel } from '#contracts';
import { ROUNDING_MODES, type RoundingMode } from '#platform';
import { MayBeNull } from '../http/absence.decorators.js';
import { IsAmountPrecision, IsDecimalText } from '../http/decimal.decorators.js';

const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const KEY_LENGTH = 100;
const MOST_CHARGES = 100;
const MOST_TIERS = 100;
const MOST_STEPS = 100;
const MOST_RUNS = 400;
const MOST_USAGE = 1000;
const MOST_EVENTS = 1000;
const MOST_MONTHS = 1200;
const MOST_DECIMALS = 12;

export class DescribedTierDto {
  /** The last quantity of the tier, decimal; none for the last one. */
  @MayBeNull()
  @IsDecimalText()
  upTo?: string | null;

  /** For each unit, or each started package of `packageSize`; decimal. */
  @MayBeNull()
  @IsDecimalText()
  unitPrice?: string | null;

  /** Once the tier is entered, decimal; the price of a step or a band of hours. */
  @MayBeNull()
  @IsDecimalText()
  flatFee?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  packageSize?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  ratePercent?: string | null;

  /** The tier costs no more, decimal. */
  @MayBeNull()
  @IsDecimalText()
  maxAmount?: string | null;
}

/** From what a meter counts to what is billed. */
export class DescribedConversionDto {
  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  divideBy?: string | null;

  /** Not rounded when it is left out. */
  @MayBeNull()
  @IsIn(ROUNDING_MODES)
  rounding?: RoundingMode | null;

  /** Below zero: tens, hundreds and so on. */
  @MayBeNull()
  @IsInt()
  @Min(-MOST_DECIMALS)
  @Max(MOST_DECIMALS)
  decimals?: number | null;
}

export class DescribedRampStepDto {
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  months: number;

  /** Of the minimum, decimal. */
  @IsDecimalText()
  percent: string;
}

/** One of `quantity` and `amount`. */
export class DescribedCommitmentDto {
  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  quantity?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;

  /** What is beyond it costs so many times its price, decimal. */
  @MayBeNull()
  @IsDecimalText()
  overageFactor?: string | null;

  /** Whether what is left of it is billed, in the last run. */
  @MayBeNull()
  @IsBoolean()
  trueUp?: boolean | null;
}

/** Which of the fields count is the model's. Left out is none, zero or false. */
export class DescribedChargeDto {
  @IsString()
  @MaxLength(KEY_LENGTH)
  key: string;

  @IsIn(CHARGE_MODELS)
  model: ChargeModel;

  /** Of `flat`, decimal. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  unitPrice?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  packageSize?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  packagePrice?: string | null;

  /** Of `package`, decimal. */
  @MayBeNull()
  @IsDecimalText()
  freeUnits?: string | null;

  /** Of `cost_plus`, decimal; 1 when it is left out. */
  @MayBeNull()
  @IsDecimalText()
  multiplier?: string | null;

  /** The hours that `hour_bands` were agreed for; else what a minimum in percent is a part of. Decimal. */
  @MayBeNull()
  @IsDecimalText()
  contractedQuantity?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_TIERS)
  @ValidateNested({ each: true })
  @Type(() => DescribedTierDto)
  tiers?: DescribedTierDto[] | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  ratePercent?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  fixedPerEvent?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  minPerEvent?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  maxPerEvent?: string | null;

  /** The first ones, up to `freeAmount`. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  freeEvents?: number | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  freeAmount?: string | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => DescribedConversionDto)
  convert?: DescribedConversionDto | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  includedQuantity?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  includedQuantityPerMachine?: string | null;

  /** `per_machine` rates each machine alone; a pool when it is left out. */
  @MayBeNull()
  @IsIn(['pooled', 'per_machine'])
  pooling?: 'pooled' | 'per_machine' | null;

  /** Whether the amount of a pool is shared over its machines by quantity. */
  @MayBeNull()
  @IsBoolean()
  allocate?: boolean | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  discountPercent?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  maxAmount?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  minAmount?: string | null;

  /** Decimal. */
  @MayBeNull()
  @IsDecimalText()
  minQuantity?: string | null;

  /** Of each machine's own quantity, before the allowance; decimal. */
  @MayBeNull()
  @IsDecimalText()
  minQuantityPerMachine?: string | null;

  /** For each unit below a minimum, decimal; the first tier's when it is left out. */
  @MayBeNull()
  @IsDecimalText()
  shortfallPrice?: string | null;

  /** The minimum of the first months. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_STEPS)
  @ValidateNested({ each: true })
  @Type(() => DescribedRampStepDto)
  minRamp?: DescribedRampStepDto[] | null;

  /** How many interim runs bill the minimum in equal parts. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MOST_RUNS)
  minInstalments?: number | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => DescribedCommitmentDto)
  commitment?: DescribedCommitmentDto | null;

  /** Amounts, decimals: an interim run bills when it passes a new one. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_STEPS)
  @Matches(DECIMAL, { each: true })
  thresholds?: string[] | null;
}

export class DescribedUsageDto {
  /** Key of the charge. */
  @IsString()
  @MaxLength(KEY_LENGTH)
  charge: string;

  /** Part of the period; `1` when it is left out. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  part?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  machine?: string | null;

  /** All that is known by then, decimal; null is held. */
  @MayBeNull()
  @IsDecimalText()
  quantity?: string | null;

  /** The amount of each event, decimals, instead of a quantity. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_EVENTS)
  @Matches(DECIMAL, { each: true })
  events?: string[] | null;
}

export class DescribedRunDto {
  /** The last run of the period: minimums are due. */
  @MayBeNull()
  @IsBoolean()
  final?: boolean | null;

  /** From 1, for the ramp; another month after a final run is a new period. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  contractMonth?: number | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_USAGE)
  @ValidateNested({ each: true })
  @Type(() => DescribedUsageDto)
  usage?: DescribedUsageDto[] | null;
}

export class PricingDescriptionDto {
  /** ISO 4217, or how many decimals amounts have; they are not rounded where it is null or left out. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true, required: false })
  currency?: string | number | null;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHARGES)
  @ValidateNested({ each: true })
  @Type(() => DescribedChargeDto)
  charges: DescribedChargeDto[];

  @IsArray()
  @ArrayMaxSize(MOST_RUNS)
  @ValidateNested({ each: true })
  @Type(() => DescribedRunDto)
  runs: DescribedRunDto[];
}

/** What one tier costs of all that is known by the run. */
export class PriceStepDto {
  charge: string;
  /** Position from 0. */
  tier: number;
  /** Units or started packages, decimal; null of a flat amount. */
  quantity: string | null;
  /** Before discounts; rounded so that the steps add up. */
  amount: string;
  /** Decimal; null but of a percentage. */
  freeAmount: string | null;
  freeEvents: number | null;
}

/** What a run adds to a line. */
export class PricedLineDto {
  charge: string;
  /** Null of what belongs to the period as a whole. */
  part: string | null;
  machine: string | null;
  component: LineComponent;
  /** What is priced: converted, and less the allowance; decimal. Null where there is none, or where it is held. */
  quantity: string | null;
  /** Not rounded, decimal; null where it is held. */
  exact: string | null;
  /** Rounded; null where it is held. */
  amount: string | null;
  /** Of a commitment: what was used of it, what beyond it costs, and what is left to pay. Null of other lines. */
  used: string | null;
  overage: string | null;
  trueUp: string | null;
}

/** What a run adds to the earlier ones of its period. */
export class PricedRunDto {
  /** Null where no threshold was passed. */
  amount: string | null;
  /** Not rounded, as the next two. */
  gross: string;
  discount: string;
  capDiscount: string;
  /** What is billed although it was not used. */
  trueUp: string;
  /** Sum of the lines' quantities. */
  billableQuantity: string;
  steps: PriceStepDto[];
  lines: PricedLineDto[];
}

export class PricingPreviewDto {
  runs: PricedRunDto[];
  /** Sum of the runs. */
  total: string;
}
