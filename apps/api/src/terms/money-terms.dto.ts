import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsDayOrInstant } from '../http/fields/instant.decorators.js';
import { DescriptionDto } from './description.dto.js';

const MAX_ATTEMPTS = 50;
const MAX_GAP_DAYS = 365;
const MAX_PERIODS = 1200;

export class RetryTermDto {
  @IsIn(['retry'])
  type: 'retry';

  /** Number of days between each failed attempt and the next attempt, in order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ATTEMPTS)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(MAX_GAP_DAYS, { each: true })
  @ApiProperty({ type: 'array', items: { type: 'integer' } })
  days: number[];
}

export class RetryFactsDto {
  /** Date of the first failed attempt, or its instant with an offset. */
  @IsDayOrInstant()
  firstFailure: string;
}

/** Dates on which a failed payment is tried again. */
export class RetryDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => RetryTermDto)
  term: RetryTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => RetryFactsDto)
  facts: RetryFactsDto;
}

export class WalletTermDto {
  @IsIn(['wallet'])
  type: 'wallet';

  /** Price of one credit. */
  @IsPositiveText()
  rate: string;
}

/** Value to convert. Set either `amount` or `credits`. */
export class WalletFactsDto {
  @MayBeNull()
  @IsPositiveText()
  amount?: string | null;

  @MayBeNull()
  @IsPositiveText()
  credits?: string | null;
}

/** Conversion of an amount into credits of a wallet, or of credits into an amount. */
export class WalletDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => WalletTermDto)
  term: WalletTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => WalletFactsDto)
  facts: WalletFactsDto;
}

export class InstalmentTermDto {
  @IsIn(['instalment'])
  type: 'instalment';

  /** Instalment at 100% utilization. */
  @IsPositiveText()
  regular: string;

  /**
   * Lower limit. It is a factor of the regular instalment, such as 0.5, or an amount above 1. If one limit is an
   * amount, the other limit is also read as an amount.
   */
  @MayBeNull()
  @IsPositiveText()
  floor?: string | null;

  /**
   * Upper limit. It is a factor of the regular instalment, such as 1.2, or an amount that is at least the regular
   * instalment.
   */
  @MayBeNull()
  @IsPositiveText()
  ceiling?: string | null;
}

export class InstalmentFactsDto {
  /** Utilization of a period or of several periods, in percent. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(MAX_PERIODS)
  @IsPositiveText({ each: true })
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  utilisationPercent: string[];
}

/** Instalments that follow the use of the machine, within limits. */
export class InstalmentDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => InstalmentTermDto)
  term: InstalmentTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => InstalmentFactsDto)
  facts: InstalmentFactsDto;
}

export class AdvanceTermDto {
  @IsIn(['advance'])
  type: 'advance';

  /** Share of the eligible amount that the lender advances, such as 0.80. */
  @IsPositiveText()
  share: string;

  /** Yearly interest rate as a fraction, such as 0.072. */
  @IsPositiveText()
  rate: string;

  /** Number of days for which interest is charged. A year has 360 days. */
  @IsInt()
  @Min(0)
  @Max(3650)
  days: number;
}

export class AdvanceFactsDto {
  /** Open amount of the receivables. */
  @IsPositiveText()
  face: string;

  /** Disputed part of the open amount. */
  @MayBeNull()
  @IsPositiveText()
  disputed?: string | null;
}

/** Advance of a lender on receivables. */
export class AdvanceDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => AdvanceTermDto)
  term: AdvanceTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => AdvanceFactsDto)
  facts: AdvanceFactsDto;
}

export class CargoCoverTermDto {
  @IsIn(['cargo_cover'])
  type: 'cargo_cover';

  /**
   * Uplift on the CIF value in percent. It is either the addition, from 0 to 50 (such as 10), or the total, from 100
   * (such as 110). Defaults to 0.
   */
  @MayBeNull()
  @IsPositiveText()
  upliftPercent?: string | null;

  /** Premium in percent of the insured value. */
  @IsPositiveText()
  ratePercent: string;
}

export class CargoCoverFactsDto {
  /** CIF value of the goods, which includes cost, insurance and freight. */
  @IsPositiveText()
  cif: string;
}

/** Insurance of a shipment. */
export class CargoCoverDescriptionDto extends DescriptionDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => CargoCoverTermDto)
  term: CargoCoverTermDto;

  @IsDefined()
  @ValidateNested()
  @Type(() => CargoCoverFactsDto)
  facts: CargoCoverFactsDto;
}
