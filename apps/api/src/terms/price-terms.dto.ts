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
  /** Of the index; `fixed` for what follows none. */
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

  /** The factor is never above. */
  @MayBeNull()
  @IsPositiveText()
  cap?: string | null;

  /** Nor below. */
  @MayBeNull()
  @IsPositiveText()
  floor?: string | null;

  /** 6 when left out. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(12)
  factorDecimals?: number | null;

  /** Unit prices stay exact when it is left out. */
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
  /** By key, what it was then and what it is now. */
  @MayBeNull()
  @IsIndexValues()
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    nullable: true,
  })
  index?: Record<string, string[]> | null;

  /** Of the contract, the first is 1. */
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

/** Prices that follow indexes or rise by a fixed rate. */
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

  /** Part of the time since the last test that is corrected; all of it when left out. */
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

  /** Above zero when the meter is fast. */
  @IsDecimalText()
  errorPercent: string;

  /** On the days that are corrected. */
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

/** What the test of a meter leads to. */
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
  /** Months of the term that are over. */
  @IsInt()
  @Min(0)
  @Max(1200)
  month: number;
}

/** What a machine costs who buys it out. */
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
  /** Of a month, at its end. */
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

/** What leaving early costs. */
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

/** What is left of a deposit. */
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
