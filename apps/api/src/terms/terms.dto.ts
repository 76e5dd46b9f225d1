import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
import {
  DOWNTIME_CAUSES,
  TERMINATION_METHODS,
  type DowntimeCause,
  type MeterTestParty,
  type TerminationMethod,
} from '#contracts';
import { MayBeNull } from '../http/absence.decorators.js';
import { IsAmountPrecision, IsDecimalText, IsHours, IsPositiveText } from '../http/decimal.decorators.js';
import { IsInstant, IsRealDay } from '../http/instant.decorators.js';
import { IsEventRules, IsIndexValues, IsPriced } from './terms.decorators.js';

const PRICED = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  nullable: true,
};

class DescriptionDto {
  /** ISO 4217, so many decimals, or null where nothing is rounded. */
  @MayBeNull()
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

  @MayBeNull()
  @IsHours()
  hours?: string | null;

  @MayBeNull()
  @IsInstant()
  from?: string | null;

  @MayBeNull()
  @IsInstant()
  to?: string | null;
}

export class GapDto {
  @IsHours()
  hours: string;

  /** How far the counter of running hours moved on in it. */
  @MayBeNull()
  @IsHours()
  counterAdvanceHours?: string | null;
}

export class AvailabilityTermDto {
  @IsIn(['availability'])
  type: 'availability';

  @MayBeNull()
  @IsPositiveText()
  guaranteePercent?: string | null;

  @MayBeNull()
  @IsHours()
  plannedAllowanceHours?: string | null;

  @MayBeNull()
  @IsPositiveText()
  malusPercentPerPoint?: string | null;

  @MayBeNull()
  @IsPositiveText()
  malusCapPercent?: string | null;

  @MayBeNull()
  @IsPositiveText()
  bonusFromPercent?: string | null;

  /** The fee follows availability: 100 - (target - availability) x slope. */
  @MayBeNull()
  @IsPositiveText()
  targetPercent?: string | null;

  @MayBeNull()
  @IsPositiveText()
  slope?: string | null;

  @MayBeNull()
  @IsPositiveText()
  zeroBelow?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BandDto)
  bands?: BandDto[] | null;

  /** The strongest cause first. */
  @MayBeNull()
  @IsArray()
  @IsIn(DOWNTIME_CAUSES, { each: true })
  priority?: DowntimeCause[] | null;

  /** Of the availability as printed; 2 when left out. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(12)
  decimals?: number | null;
}

export class AvailabilityFactsDto {
  /** Of the period. */
  @MayBeNull()
  @IsHours()
  hours?: string | null;

  @MayBeNull()
  @IsPositiveText()
  fee?: string | null;

  /** Where it is known. */
  @MayBeNull()
  @IsPositiveText()
  availabilityPercent?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DowntimeDto)
  downtime?: DowntimeDto[] | null;

  @MayBeNull()
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
  @MayBeNull()
  @IsPositiveText()
  guaranteePercent?: string | null;

  @MayBeNull()
  @IsPositiveText()
  creditPerStartedHour?: string | null;
}

export class DeliveryFactsDto {
  /** Of the period. */
  @IsHours()
  hours: string;

  @MayBeNull()
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

  @MayBeNull()
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
  @MayBeNull()
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
