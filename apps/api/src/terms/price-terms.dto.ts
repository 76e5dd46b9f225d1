import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { TERMINATION_METHODS, type MeterTestParty, type TerminationMethod } from '#contracts';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsDecimalText, IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { IsIndexValues, IsPriced } from './terms.decorators.js';
import { DescriptionDto } from './description.dto.js';

const PRICED = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  nullable: true,
};

export class IndexWeightDto {
  /** Key of the index. `fixed` is the share that does not follow an index. */
  @IsString()
  @MaxLength(100)
  key: string;

  @IsPositiveText()
  weight: string;
}

export class EscalatorTermDto {
  @IsIn(['escalator'])
  type: 'escalator';

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => IndexWeightDto)
  weights?: IndexWeightDto[] | null;

  /** Upper limit of the factor. */
  @MayBeNull()
  @IsPositiveText()
  cap?: string | null;

  /** Lower limit of the factor. */
  @MayBeNull()
  @IsPositiveText()
  floor?: string | null;

  /** Number of decimals of the factor. Defaults to 6. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(12)
  factorDecimals?: number | null;

  /** Number of decimals of unit prices. If omitted, prices are not rounded. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(12)
  priceDecimals?: number | null;

  @MayBeNull()
  @IsDecimalText()
  fixedPercentPerYear?: string | null;
}

export class EscalatorFactsDto {
  /** Base value and current value of each index, by key. */
  @MayBeNull()
  @IsIndexValues()
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    nullable: true,
  })
  index?: Record<string, string[]> | null;

  /** Year of the contract, starting at 1. */
  @MayBeNull()
  @IsInt()
  @Min(1)
  @Max(1000)
  year?: number | null;

  @MayBeNull()
  @IsPriced()
  @ApiPropertyOptional(PRICED)
  amounts?: string[] | Record<string, string> | null;

  @MayBeNull()
  @IsPriced()
  @ApiPropertyOptional(PRICED)
  unitPrices?: string[] | Record<string, string> | null;
}

/** Prices that follow indexes or increase at a fixed rate. */
export class EscalatorDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => EscalatorTermDto)
  term: EscalatorTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => EscalatorFactsDto)
  facts: EscalatorFactsDto;
}

export class MeterTestTermDto {
  @IsIn(['meter_test'])
  type: 'meter_test';

  @MayBeNull()
  @IsPositiveText()
  tolerancePercent?: string | null;

  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(100_000)
  maxDays?: number | null;

  /** Share of the time since the last test that is corrected, such as 0.5. Defaults to 1, which is the whole time. */
  @MayBeNull()
  @IsPositiveText()
  shareOfTime?: string | null;

  @MayBeNull()
  @IsPositiveText()
  testFee?: string | null;
}

export class MeterTestFactsDto {
  @MayBeNull()
  @IsRealDay()
  lastTest?: string | null;

  @MayBeNull()
  @IsRealDay()
  test?: string | null;

  /** Error in percent. It is positive if the meter registers too much. */
  @IsDecimalText()
  errorPercent: string;

  /** Quantity registered on the corrected days. */
  @MayBeNull()
  @IsPositiveText()
  registered?: string | null;

  @MayBeNull()
  @IsPositiveText()
  price?: string | null;

  @MayBeNull()
  @IsIn(['customer', 'supplier'])
  requestedBy?: MeterTestParty | null;
}

/** Consequences of a meter test. */
export class MeterTestDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => MeterTestTermDto)
  term: MeterTestTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => MeterTestFactsDto)
  facts: MeterTestFactsDto;
}

export class BuyoutTermDto {
  @IsIn(['buyout'])
  type: 'buyout';

  @IsPositiveText()
  value: string;

  @MayBeNull()
  @IsPositiveText()
  residualPercent?: string | null;

  @IsInt()
  @Min(1)
  @Max(1200)
  termMonths: number;

  @MayBeNull()
  @IsPositiveText()
  adminPercent?: string | null;
}

export class BuyoutFactsDto {
  /** Number of completed months of the term. */
  @IsInt()
  @Min(0)
  @Max(1200)
  month: number;
}

/** Buy-out price of a machine. */
export class BuyoutDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => BuyoutTermDto)
  term: BuyoutTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => BuyoutFactsDto)
  facts: BuyoutFactsDto;
}

export class TerminationTermDto {
  @IsIn(['termination'])
  type: 'termination';

  @IsIn(TERMINATION_METHODS)
  method: TerminationMethod;

  @MayBeNull()
  @IsPositiveText()
  percent?: string | null;

  @MayBeNull()
  @IsPositiveText()
  deinstallation?: string | null;

  @MayBeNull()
  @IsPositiveText()
  monthlyRatePercent?: string | null;
}

export class TerminationFactsDto {
  /** Monthly payment, due at the end of the month. */
  @IsPositiveText()
  payment: string;

  @IsInt()
  @Min(0)
  @Max(1200)
  remainingMonths: number;

  @MayBeNull()
  @IsPositiveText()
  book?: string | null;

  @MayBeNull()
  @IsPositiveText()
  market?: string | null;
}

/** Cost of an early termination. */
export class TerminationDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => TerminationTermDto)
  term: TerminationTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => TerminationFactsDto)
  facts: TerminationFactsDto;
}

export class DepositTermDto {
  @IsIn(['deposit'])
  type: 'deposit';

  @IsPositiveText()
  amount: string;
}

export class DepositFactsDto {
  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsPositiveText({ each: true })
  deductions?: string[] | null;
}

/** Repayment of a deposit. */
export class DepositDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => DepositTermDto)
  term: DepositTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => DepositFactsDto)
  facts: DepositFactsDto;
}
