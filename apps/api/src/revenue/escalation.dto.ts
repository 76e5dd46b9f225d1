import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { STEP_STATUSES, type StepStatus } from '#escalation';
import { ChargeDto } from '../contracts/contracts.dto.js';
import { IndexClauseDto } from '../contracts/terms/index-clause.dto.js';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { MONTH } from './costs.dto.js';
import { WholeListDto } from '../http/whole-list.js';

export class PriceIndexDto {
  id: string;
  /**
   * Name of the series. A series with the seller's country as a prefix (`PL_wages`) takes precedence over the series
   * without a prefix.
   */
  series: string;
  /** Month, `YYYY-MM`. */
  month: string;
  value: string;
  source: string;
  recordedAt: Date;
}

export class PriceIndexListDto extends WholeListDto {
  items: PriceIndexDto[];
}

export class NewPriceIndexDto {
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  series: string;

  @Matches(MONTH)
  month: string;

  @IsPositiveText()
  @Matches(/[1-9]/)
  value: string;

  /** Publisher of the value. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string;
}

export class IndexStepDto {
  /** Date of the adjustment according to the index clause. */
  on: string;
  /** First day of the new prices: `on`, or some months later if it was too late to notify the customer. */
  effectiveOn: string;
  /** The last day on which the customer can be notified. */
  noticeBy: string;
  /** Month of the index values that apply. */
  indexMonth: string;
  /** Year of the contract, starting at 1. */
  year: number;
}

export class IndexMovementDto {
  /** Key of the index in the contract. */
  key: string;
  /** Series of the recorded value; null while there is no value. */
  series: string | null;
  baseMonth: string;
  /** Decimal. Base value of the index; null until it is recorded. */
  base: string | null;
  /** Publisher of the base value. */
  baseSource: string | null;
  /**
   * Month of the current value: the index month of the adjustment or, in a preview without a value for this month, the
   * last month with a known value.
   */
  month: string;
  value: string | null;
  source: string | null;
}

export class EscalatedChargeDto {
  before: ChargeDto;
  after: ChargeDto;
  /**
   * Factor applied to the prices that were first agreed or, for prices of a later amendment, to the prices of that
   * amendment.
   */
  factor: string;
}

export class EscalationProposalDto {
  /** Factor for the prices that were first agreed, before cap and floor. */
  rawFactor: string;
  /** Factor after cap and floor. */
  appliedFactor: string;
  charges: EscalatedChargeDto[];
  /**
   * Monthly recurring revenue on the first day of the new prices, at current prices. `mrrAfter` is the revenue at the
   * new prices.
   */
  mrrBefore: string;
  mrrAfter: string;
}

export class EscalationDto {
  currency: string;
  cap: string | null;
  floor: string | null;
  noticeDays: number;
  /**
   * Date of the last adjustment that was missed because the customer was not notified in time; null if there is none.
   */
  lapsed: string | null;
  /** Amendment that was drafted for the adjustment; null if there is none. */
  draftId: string | null;
  /** Next index adjustment; null if the contract ends before it. */
  step: IndexStepDto | null;
  indexes: IndexMovementDto[];
  /** New prices; null while an index value is missing. The proposal itself changes nothing. */
  proposal: EscalationProposalDto | null;
  /** Reason why the terms cannot be applied; null if they can be applied. */
  problem: string | null;
}

/** Clause to preview. */
export class IndexClauseInputDto {
  @OrNull()
  @IsObject()
  @ValidateNested()
  @Type(() => IndexClauseDto)
  indexClause: IndexClauseDto | null;

  /** The first day of the clause, `YYYY-MM-DD`. Defaults to the start of the contract. */
  @MayBeAbsent()
  @IsRealDay()
  effectiveOn?: string;
}

export class ContractEscalationDto {
  /** Price escalation of the contract; null if the contract has no index clause. */
  escalation: EscalationDto | null;
}

/** Adjustment to draft. */
export class NewIndexStepDto {
  /** Date of the adjustment according to the index clause, as returned in `on`. */
  @IsRealDay()
  stepOn: string;

  /** Reason that the customer sees. Defaults to an English text. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason?: string;
}

export class NewIndexStepOfContractDto extends NewIndexStepDto {
  @IsUUID()
  contractId: string;
}

const MAX_BATCH_STEPS = 200;

export class NewIndexStepsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH_STEPS)
  @ValidateNested({ each: true })
  @Type(() => NewIndexStepOfContractDto)
  items: NewIndexStepOfContractDto[];
}

export class StepFaultDto {
  code: string;
  params: Record<string, string | number | boolean | null>;
}

export class StepOutcomeDto {
  contractId: string;
  /** Id of the drafted amendment; null if it could not be drafted. */
  amendmentId: string | null;
  /** Reason why the amendment could not be drafted; null if it was drafted. */
  fault: StepFaultDto | null;
}

export class StepOutcomesDto {
  /** Results in the order of the request. */
  items: StepOutcomeDto[];
}

export class ComingStepContractDto {
  id: string;
  number: string;
  customer: string;
  currency: string;
}

export class ComingStepDto {
  contract: ComingStepContractDto;
  step: IndexStepDto;
  /**
   * `drafted_late`: it is too late to notify the customer of the drafted adjustment. `unchanged`: no price would
   * change.
   */
  @ApiProperty({ enum: STEP_STATUSES })
  standing: StepStatus;
  /** Number of days until the last day to notify the customer. */
  daysLeft: number;
  indexes: IndexMovementDto[];
  appliedFactor: string | null;
  mrrBefore: string | null;
  mrrAfter: string | null;
  /** Amendment that was drafted for the adjustment; null if there is none. */
  amendmentId: string | null;
  /** Reason why the terms cannot be applied; null if they can be applied. */
  problem: string | null;
}

export class ComingStepsDto extends WholeListDto {
  /** Adjustments, most urgent first. */
  items: ComingStepDto[];
}

export class ComingStepsQuery {
  /** Number of days within which the customer must be notified of the adjustment. Defaults to 92. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(731)
  days?: number;
}
