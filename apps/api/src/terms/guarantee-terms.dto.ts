import { ApiProperty } from '@nestjs/swagger';
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
import { DOWNTIME_CAUSES, type DowntimeCause } from '#contracts';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsHours, IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsInstant } from '../http/fields/instant.decorators.js';
import { IsEventRules } from './terms.decorators.js';
import { DescriptionDto } from './description.dto.js';

export class BandDto {
  @IsPositiveText()
  below: string;

  /** Percentage of the fee. */
  @IsPositiveText()
  percent: string;
}

/** Downtime, with either `hours`, or `from` and `to`. */
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

  /** Increase of the running-hours counter during the gap. */
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

  /**
   * Target availability in percent, for a fee that depends on availability. The percentage of the fee that is due is
   * 100 − (target − availability) × `slope`, but at least 0 and at most 100.
   */
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

  /**
   * Causes of downtime by priority, highest first. If several causes apply at the same time, the cause with the highest
   * priority is used.
   */
  @MayBeNull()
  @IsArray()
  @IsIn(DOWNTIME_CAUSES, { each: true })
  priority?: DowntimeCause[] | null;

  /** Number of decimals of the printed availability. Defaults to 2. */
  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(12)
  decimals?: number | null;
}

export class AvailabilityFactsDto {
  /** Hours of the period. */
  @MayBeNull()
  @IsHours()
  hours?: string | null;

  @MayBeNull()
  @IsPositiveText()
  fee?: string | null;

  /** Availability in percent. If it is set, it is not calculated from the downtime. */
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

/** Availability guarantee of machines, and the consequences of missing it. */
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

  /** Guaranteed share of time in percent. Defaults to 100. */
  @MayBeNull()
  @IsPositiveText()
  guaranteePercent?: string | null;

  @MayBeNull()
  @IsPositiveText()
  creditPerStartedHour?: string | null;
}

export class DeliveryFactsDto {
  /** Hours of the period. */
  @IsHours()
  hours: string;

  @MayBeNull()
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  minutesBelow?: number | null;
}

/** Guarantee of compressed air at the delivery point, regardless of individual machines. */
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

/** Guaranteed energy use per cubic metre. */
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

export class MissedGuaranteeDto {
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

  /**
   * Rule by type of missed commitment. The credit is either the value of the commitment, limited to `cap`, or the fixed
   * amount `flat`.
   */
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
  @Type(() => MissedGuaranteeDto)
  events?: MissedGuaranteeDto[] | null;
}

/** Credits for missed commitments. */
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
