import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CHARGE_MODELS, type ChargeModel } from '#contracts';
import { ROUNDING_MODES, type RoundingMode } from '#platform';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsDecimalText } from '../../http/fields/decimal.decorators.js';

const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const MOST_TIERS = 100;
const MOST_STEPS = 100;
const MOST_INSTALMENTS = 400;
const MOST_MONTHS = 1200;
const MOST_DECIMALS = 12;

export class TierDto {
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
export class ConversionDto {
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

export class RampStepDto {
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  months: number;

  /** Of the minimum, decimal. */
  @IsDecimalText()
  percent: string;
}

/** One of `quantity` and `amount`. */
export class CommitmentDto {
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
export class PricingTermsDto {
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
  @Type(() => TierDto)
  tiers?: TierDto[] | null;

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
  @Type(() => ConversionDto)
  convert?: ConversionDto | null;

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
  @Type(() => RampStepDto)
  minRamp?: RampStepDto[] | null;

  /** How many interim runs bill the minimum in equal parts. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MOST_INSTALMENTS)
  minInstalments?: number | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => CommitmentDto)
  commitment?: CommitmentDto | null;

  /** Amounts, decimals: an interim run bills when it passes a new one. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MOST_STEPS)
  @Matches(DECIMAL, { each: true })
  thresholds?: string[] | null;
}
