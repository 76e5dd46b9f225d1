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
import type { LineComponent } from '#billing';
import { PricingTermsDto } from '../contracts/pricing-terms.dto.js';
import { MayBeNull } from '../http/absence.decorators.js';
import { IsAmountPrecision, IsDecimalText } from '../http/decimal.decorators.js';

const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const KEY_LENGTH = 100;
const MOST_CHARGES = 100;
const MOST_RUNS = 400;
const MOST_USAGE = 1000;
const MOST_EVENTS = 1000;
const MOST_MONTHS = 1200;

/** A charge as a contract has it, named so that usage can say what it is of. */
export class DescribedChargeDto extends PricingTermsDto {
  /** `1` when it is left out, which is possible for a single charge only. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  key?: string | null;
}

export class DescribedUsageDto {
  /** Key of the charge; may be left out when there is a single charge. */
  @MayBeNull()
  @IsString()
  @MaxLength(KEY_LENGTH)
  charge?: string | null;

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
  /** Of a commitment: what was used of it, and what beyond it costs. Null of other lines. */
  used: string | null;
  overage: string | null;
  /** Of a commitment: what is left to pay. Null of other lines, and in an interim run, which bills none of it. */
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
  /** What is billed although it was not used; null in an interim run that bills none of it. */
  trueUp: string | null;
  /** What was used and is priced: converted, and less the allowance. Contains no shortfall and no instalment of a minimum. */
  billableQuantity: string;
  steps: PriceStepDto[];
  lines: PricedLineDto[];
}

export class PricingPreviewDto {
  runs: PricedRunDto[];
  /** Sum of the runs. */
  total: string;
}
