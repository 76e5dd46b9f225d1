import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  DOWNTIME_CAUSES,
  TERMINATION_METHODS,
  type DowntimeCause,
  type MeterTestParty,
  type TerminationMethod,
} from '#contracts';
import { IsAmountPrecision, IsDecimalText, IsHours, IsPositiveText } from '../http/decimal.decorators.js';
import { IsEventRules, IsIndexValues, IsPriced } from './terms.decorators.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}(Z|[+-]\d{2}(:?\d{2})?)$/;
const PRICED = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  nullable: true,
};

class DescriptionDto {
  /** ISO 4217, so many decimals, or null where nothing is rounded. */
  @IsOptional()
  @IsAmountPrecision()
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true })
  currency?: string | number | null;
}

export class BandDto {
  @IsPositiveText()
  below: string;

  /** Of the fee. */
  @IsPositiveText()
  percent: string;
}

/** With `hours`, or with `from` and `to`. */
export class DowntimeDto {
  @IsIn(DOWNTIME_CAUSES)
  cause: DowntimeCause;

  @IsOptional()
  @IsHours()
  hours?: string | null;

  @IsOptional()
  @Matches(INSTANT)
  from?: string | null;

  @IsOptional()
  @Matches(INSTANT)
  to?: string | null;
}

export class GapDto {
  @IsHours()
  hours: string;

  /** How far the counter of running hours moved on in it. */
  @IsOptional()
  @IsHours()
  counterAdvanceHours?: string | null;
}

export class AvailabilityTermDto {
  @IsIn(['availability'])
  type: 'availability';

  @IsOptional()
  @IsPositiveText()
  guaranteePercent?: string | null;

  @IsOptional()
  @IsHours()
  plannedAllowanceHours?: string | null;

  @IsOptional()
  @IsPositiveText()
  malusPercentPerPoint?: string | null;

  @IsOptional()
  @IsPositiveText()
  malusCapPercent?: string | null;

  @IsOptional()
  @IsPositiveText()
  bonusFromPercent?: string | null;

  /** The fee follows availability: 100 - (target - availability) x slope. */
  @IsOptional()
  @IsPositiveText()
  targetPercent?: string | null;

  @IsOptional()
  @IsPositiveText()
  slope?: string | null;

  @IsOptional()
  @IsPositiveText()
  zeroBelow?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BandDto)
  bands?: BandDto[] | null;

  /** The strongest cause first. */
  @IsOptional()
  @IsArray()
  @IsIn(DOWNTIME_CAUSES, { each: true })
  priority?: DowntimeCause[] | null;

  /** Of the availability as printed; 2 when left out. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(12)
  decimals?: number | null;
}

export class AvailabilityFactsDto {
  /** Of the period. */
  @IsOptional()
  @IsHours()
  hours?: string | null;

  @IsOptional()
  @IsPositiveText()
  fee?: string | null;

  /** Where it is known. */
  @IsOptional()
  @IsPositiveText()
  availabilityPercent?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DowntimeDto)
  downtime?: DowntimeDto[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GapDto)
  gaps?: GapDto[] | null;
}

/** Availability of machines, and what follows from missing it. */
export class AvailabilityDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => AvailabilityTermDto)
  term: AvailabilityTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => AvailabilityFactsDto)
  facts: AvailabilityFactsDto;
}

export class DeliveryTermDto {
  @IsIn(['delivery'])
  type: 'delivery';

  /** 100 when left out. */
  @IsOptional()
  @IsPositiveText()
  guaranteePercent?: string | null;

  @IsOptional()
  @IsPositiveText()
  creditPerStartedHour?: string | null;
}

export class DeliveryFactsDto {
  /** Of the period. */
  @IsHours()
  hours: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  minutesBelow?: number | null;
}

/** Air at the distribution point, whatever single machines do. */
export class DeliveryDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => DeliveryTermDto)
  term: DeliveryTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => DeliveryFactsDto)
  facts: DeliveryFactsDto;
}

export class EnergyTermDto {
  @IsIn(['energy'])
  type: 'energy';

  @IsPositiveText()
  kwhPerM3: string;

  @IsPositiveText()
  kwhPrice: string;
}

export class EnergyFactsDto {
  @IsHours()
  kwh: string;

  @IsHours()
  m3: string;
}

/** Energy that a cubic metre may take. */
export class EnergyDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => EnergyTermDto)
  term: EnergyTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => EnergyFactsDto)
  facts: EnergyFactsDto;
}

export class MissedPromiseDto {
  @IsString()
  @MaxLength(100)
  type: string;

  @IsOptional()
  @IsPositiveText()
  value?: string | null;
}

export class EventCreditTermDto {
  @IsIn(['event_credit'])
  type: 'event_credit';

  /** By type, `{cap}` or `{flat}`. */
  @IsEventRules()
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { cap: { type: 'string' }, flat: { type: 'string' } },
    },
  })
  rules: Record<string, { cap?: string; flat?: string }>;
}

export class EventCreditFactsDto {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MissedPromiseDto)
  events?: MissedPromiseDto[] | null;
}

/** What missed promises give back. */
export class EventCreditDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => EventCreditTermDto)
  term: EventCreditTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => EventCreditFactsDto)
  facts: EventCreditFactsDto;
}

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

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => IndexWeightDto)
  weights?: IndexWeightDto[] | null;

  /** The factor is never above. */
  @IsOptional()
  @IsPositiveText()
  cap?: string | null;

  /** Nor below. */
  @IsOptional()
  @IsPositiveText()
  floor?: string | null;

  /** 6 when left out. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(12)
  factorDecimals?: number | null;

  /** Unit prices stay exact when it is left out. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(12)
  priceDecimals?: number | null;

  @IsOptional()
  @IsDecimalText()
  fixedPercentPerYear?: string | null;
}

export class EscalatorFactsDto {
  /** By key, what it was then and what it is now. */
  @IsOptional()
  @IsIndexValues()
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    nullable: true,
  })
  index?: Record<string, string[]> | null;

  /** Of the contract, the first is 1. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  year?: number | null;

  @IsOptional()
  @IsPriced()
  @ApiPropertyOptional(PRICED)
  amounts?: string[] | Record<string, string> | null;

  @IsOptional()
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

  @IsOptional()
  @IsPositiveText()
  tolerancePercent?: string | null;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  maxDays?: number | null;

  /** Part of the time since the last test that is corrected; all of it when left out. */
  @IsOptional()
  @IsPositiveText()
  shareOfTime?: string | null;

  @IsOptional()
  @IsPositiveText()
  testFee?: string | null;
}

export class MeterTestFactsDto {
  @IsOptional()
  @Matches(DAY)
  lastTest?: string | null;

  @IsOptional()
  @Matches(DAY)
  test?: string | null;

  /** Above zero when the meter is fast. */
  @IsDecimalText()
  errorPercent: string;

  /** On the days that are corrected. */
  @IsOptional()
  @IsPositiveText()
  registered?: string | null;

  @IsOptional()
  @IsPositiveText()
  price?: string | null;

  @IsOptional()
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

  @IsOptional()
  @IsPositiveText()
  residualPercent?: string | null;

  @IsInt()
  @Min(1)
  @Max(1200)
  termMonths: number;

  @IsOptional()
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

  @IsOptional()
  @IsPositiveText()
  percent?: string | null;

  @IsOptional()
  @IsPositiveText()
  deinstallation?: string | null;

  @IsOptional()
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

  @IsOptional()
  @IsPositiveText()
  book?: string | null;

  @IsOptional()
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
  @IsOptional()
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
