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
const MAX_TIERS = 100;
const MAX_STEPS = 100;
const MAX_INSTALMENTS = 400;
const MAX_MONTHS = 1200;
const MAX_DECIMALS = 12;

export class TierDto {
  /** Decimal. Upper limit of the tier, inclusive. Omit it for the last tier. */
  @MayBeNull()
  @IsDecimalText()
  upTo?: string | null;

  /** Decimal. Price of each unit, or of each package of `packageSize`; a partial package counts as a whole one. */
  @MayBeNull()
  @IsDecimalText()
  unitPrice?: string | null;

  /** Decimal. Price that is due once usage reaches the tier, such as the price of a band of hours. */
  @MayBeNull()
  @IsDecimalText()
  flatFee?: string | null;

  /** Decimal. Units per package. */
  @MayBeNull()
  @IsDecimalText()
  packageSize?: string | null;

  /** Decimal. Percentage of the amount. */
  @MayBeNull()
  @IsDecimalText()
  ratePercent?: string | null;

  /** Decimal. Largest amount of the tier. */
  @MayBeNull()
  @IsDecimalText()
  maxAmount?: string | null;
}

/** Conversion of the metered quantity to the billed quantity. */
export class ConversionDto {
  /** Decimal. Divisor. */
  @MayBeNull()
  @IsDecimalText()
  divideBy?: string | null;

  /** Rounding mode. If omitted, the quantity is not rounded. */
  @MayBeNull()
  @IsIn(ROUNDING_MODES)
  rounding?: RoundingMode | null;

  /** Number of decimals. Negative numbers round to tens, hundreds and so on. */
  @MayBeNull()
  @IsInt()
  @Min(-MAX_DECIMALS)
  @Max(MAX_DECIMALS)
  decimals?: number | null;
}

export class RampStepDto {
  @IsInt()
  @Min(1)
  @Max(MAX_MONTHS)
  months: number;

  /** Decimal. Percentage of the minimum. */
  @IsDecimalText()
  percent: string;
}

/** Commitment, with either `quantity` or `amount`. */
export class CommitmentDto {
  /** Decimal. Committed quantity. */
  @MayBeNull()
  @IsDecimalText()
  quantity?: string | null;

  /** Decimal. Committed amount. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;

  /** Decimal. Factor on the price of usage beyond the commitment. */
  @MayBeNull()
  @IsDecimalText()
  overageFactor?: string | null;

  /** Whether the last run bills the unused part of the commitment. */
  @MayBeNull()
  @IsBoolean()
  trueUp?: boolean | null;
}

/**
 * Pricing terms. The model determines which fields apply. An omitted field has no effect unless it has another default.
 */
export class PricingTermsDto {
  @IsIn(CHARGE_MODELS)
  model: ChargeModel;

  /** Decimal. Amount for `flat`. */
  @MayBeNull()
  @IsDecimalText()
  amount?: string | null;

  /** Decimal. Price of each unit. */
  @MayBeNull()
  @IsDecimalText()
  unitPrice?: string | null;

  /** Decimal. Units per package. */
  @MayBeNull()
  @IsDecimalText()
  packageSize?: string | null;

  /** Decimal. Price of each package. */
  @MayBeNull()
  @IsDecimalText()
  packagePrice?: string | null;

  /** Decimal. Free units for `package`. */
  @MayBeNull()
  @IsDecimalText()
  freeUnits?: string | null;

  /** Decimal. Multiplier for `cost_plus`. Defaults to 1. */
  @MayBeNull()
  @IsDecimalText()
  multiplier?: string | null;

  /**
   * Decimal. For `hour_bands`, the agreed hours. For other models, the minimum quantity that `minRamp` applies to if
   * `minQuantity` is omitted.
   */
  @MayBeNull()
  @IsDecimalText()
  contractedQuantity?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_TIERS)
  @ValidateNested({ each: true })
  @Type(() => TierDto)
  tiers?: TierDto[] | null;

  /** Decimal. Percentage of each amount. */
  @MayBeNull()
  @IsDecimalText()
  ratePercent?: string | null;

  /** Decimal. Fixed amount for each event. */
  @MayBeNull()
  @IsDecimalText()
  fixedPerEvent?: string | null;

  /** Decimal. Smallest amount for each event. */
  @MayBeNull()
  @IsDecimalText()
  minPerEvent?: string | null;

  /** Decimal. Largest amount for each event. */
  @MayBeNull()
  @IsDecimalText()
  maxPerEvent?: string | null;

  /** Number of initial events that are free, up to a total of `freeAmount`. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  freeEvents?: number | null;

  /** Decimal. Maximum total of the free events' amounts. */
  @MayBeNull()
  @IsDecimalText()
  freeAmount?: string | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => ConversionDto)
  convert?: ConversionDto | null;

  /** Decimal. Allowance. */
  @MayBeNull()
  @IsDecimalText()
  includedQuantity?: string | null;

  /** Decimal. Allowance for each machine. */
  @MayBeNull()
  @IsDecimalText()
  includedQuantityPerMachine?: string | null;

  /** `per_machine` rates each machine separately. Defaults to a pool of all machines. */
  @MayBeNull()
  @IsIn(['pooled', 'per_machine'])
  pooling?: 'pooled' | 'per_machine' | null;

  /** Whether the amount of a pool is allocated to its machines by quantity. */
  @MayBeNull()
  @IsBoolean()
  allocate?: boolean | null;

  /** Decimal. Discount in percent. */
  @MayBeNull()
  @IsDecimalText()
  discountPercent?: string | null;

  /** Decimal. Largest amount of the charge. */
  @MayBeNull()
  @IsDecimalText()
  maxAmount?: string | null;

  /** Decimal. Smallest amount of the charge. */
  @MayBeNull()
  @IsDecimalText()
  minAmount?: string | null;

  /** Decimal. Smallest quantity that is billed. */
  @MayBeNull()
  @IsDecimalText()
  minQuantity?: string | null;

  /** Decimal. Smallest quantity of each machine, before the allowance. */
  @MayBeNull()
  @IsDecimalText()
  minQuantityPerMachine?: string | null;

  /** Decimal. Price of each unit below the minimum. Defaults to the price of the first tier. */
  @MayBeNull()
  @IsDecimalText()
  shortfallPrice?: string | null;

  /** Reduced minimums of the first months, as percentages of the minimum. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_STEPS)
  @ValidateNested({ each: true })
  @Type(() => RampStepDto)
  minRamp?: RampStepDto[] | null;

  /** Number of interim runs that bill the minimum in equal instalments. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MAX_INSTALMENTS)
  minInstalments?: number | null;

  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => CommitmentDto)
  commitment?: CommitmentDto | null;

  /** Amounts that trigger billing in an interim run, as decimal strings. Each amount triggers billing once. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_STEPS)
  @Matches(DECIMAL, { each: true })
  thresholds?: string[] | null;
}
