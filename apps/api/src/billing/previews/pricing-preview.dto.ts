import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { LineComponent } from '#pricing';
import { PricingTermsDto } from '../../contracts/terms/pricing-terms.dto.js';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsAmountPrecision, IsDecimalText } from '../../http/fields/decimal.decorators.js';

const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const KEY_LENGTH = 100;
const MAX_CHARGES = 100;
const MAX_RUNS = 400;
const MAX_USAGE = 1000;
const MAX_EVENTS = 1000;
const MAX_MONTHS = 1200;

/** Charge with the pricing terms of a contract's charge, and a key that usage refers to. */
export class DescribedChargeDto extends PricingTermsDto {
  /** Key of the charge, unique in the request. Optional with a single charge; defaults to `1`. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  key?: string | null;
}

export class DescribedUsageDto {
  /** Key of the charge that this usage belongs to. Optional with a single charge. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  charge?: string | null;

  /** Part of the period, such as one month of a year. Defaults to `1`. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  part?: string | null;

  /** Machine that the usage belongs to, for charges priced per machine. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  machine?: string | null;

  /** Decimal. Cumulative usage of the part as of this run. Null if the usage is on hold. */
  @MayBeNull()
  @IsDecimalText()
  quantity?: string | null;

  /** Amount of each event as a decimal string. Set this instead of `quantity` for percentage charges. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_EVENTS)
  @Matches(DECIMAL, { each: true })
  events?: string[] | null;
}

export class DescribedRunDto {
  /** Whether this is the last run of the period, which bills minimums. Defaults to `false`. */
  @MayBeNull()
  @IsBoolean()
  final?: boolean | null;

  /**
   * Contract month of the run, starting at 1. Selects the ramp step of a minimum. A run after a final run starts a new
   * period if its month is different.
   */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(MAX_MONTHS)
  contractMonth?: number | null;

  /** Usage as of this run. Defaults to no usage. */
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(MAX_USAGE)
  @ValidateNested({ each: true })
  @Type(() => DescribedUsageDto)
  usage?: DescribedUsageDto[] | null;
}

export class PricingDescriptionDto {
  /** ISO 4217 code, or number of decimals of amounts. If omitted or null, amounts are not rounded. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true, required: false })
  currency?: string | number | null;

  /** Charges to price. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_CHARGES)
  @ValidateNested({ each: true })
  @Type(() => DescribedChargeDto)
  charges: DescribedChargeDto[];

  /** Billing runs in order. Each run bills the difference from the earlier runs of its period. */
  @IsArray()
  @ArrayMaxSize(MAX_RUNS)
  @ValidateNested({ each: true })
  @Type(() => DescribedRunDto)
  runs: DescribedRunDto[];
}

/** Price of one tier, for all usage known as of the run. */
export class PriceStepDto {
  /** Key of the charge. */
  charge: string;
  /** Index of the tier, starting at 0. */
  tier: number;
  /** Decimal. Number of units, or of packages including a partial one; null for a flat amount. */
  quantity: string | null;
  /** Decimal. Amount before discounts, rounded so that the amounts of all tiers add up to the total. */
  amount: string;
  /** Decimal. Amount within the free allowance; null except for percentage charges. */
  freeAmount: string | null;
  /** Number of free events; null except for percentage charges. */
  freeEvents: number | null;
}

/** Amounts that a run adds to one line. */
export class PricedLineDto {
  /** Key of the charge. */
  charge: string;
  /** Part of the period; null for amounts of the whole period. */
  part: string | null;
  /** Machine of the usage; null if the usage names no machine. */
  machine: string | null;
  /** Component of the price. */
  component: LineComponent;
  /** Decimal. Priced quantity after conversion and allowance. Null if the line has no quantity or is on hold. */
  quantity: string | null;
  /** Decimal. Amount before rounding. Null if the line is on hold. */
  exact: string | null;
  /** Decimal. Rounded amount. Null if the line is on hold. */
  amount: string | null;
  /** Decimal. Amount of the commitment that was used; null for lines without a commitment. */
  used: string | null;
  /** Decimal. Amount for usage beyond the commitment; null for lines without a commitment. */
  overage: string | null;
  /**
   * Decimal. Unused part of the commitment that this run bills. Null for lines without a commitment, and in interim
   * runs.
   */
  trueUp: string | null;
}

/** Amounts that a run adds to the earlier runs of its period. */
export class PricedRunDto {
  /** Decimal. Rounded amount; null if the run reaches no billing threshold. */
  amount: string | null;
  /** Decimal, not rounded. Amount before discounts. */
  gross: string;
  /** Decimal, not rounded. Discount of the charges. */
  discount: string;
  /** Decimal, not rounded. Discount that keeps the amount within the cap. */
  capDiscount: string;
  /** Decimal. Amount billed for unused minimums and commitments; null in an interim run that bills no such amount. */
  trueUp: string | null;
  /** Decimal. Used quantity after conversion and allowance. Excludes the shortfall and the instalments of a minimum. */
  billableQuantity: string;
  /** Price of each tier. */
  steps: PriceStepDto[];
  /** Amounts by line. */
  lines: PricedLineDto[];
}

export class PricingPreviewDto {
  /** Results in the order of the requested runs. */
  runs: PricedRunDto[];
  /** Decimal. Sum of the amounts of all runs. */
  total: string;
}
