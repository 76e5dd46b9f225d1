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
import { STEP_STANDINGS, type StepStanding } from '#escalation';
import { ChargeDto } from '../contracts/contracts.dto.js';
import { IndexClauseDto } from '../contracts/terms/index-clause.dto.js';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { MONTH } from './costs.dto.js';
import { WholeListDto } from '../http/whole-list.js';

export class PriceIndexDto {
  id: string;
  /** Its name; one with the seller's country before it (`PL_wages`) goes before one without. */
  series: string;
  /** `YYYY-MM` */
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

  /** Who publishes it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string;
}

export class IndexStepDto {
  /** The day of the clause. */
  on: string;
  /** The first day of the new prices: the same, or some months later where it was too late to tell. */
  effectiveOn: string;
  /** The last day on which whoever is to pay can be told. */
  noticeBy: string;
  /** The month whose indexes count. */
  indexMonth: string;
  /** Of the contract, the first is 1. */
  year: number;
}

export class IndexMovementDto {
  /** As the contract names it. */
  key: string;
  /** As its value is written down; null while there is none. */
  series: string | null;
  baseMonth: string;
  /** Null while nobody wrote it down. */
  base: string | null;
  /** Who published it. */
  baseSource: string | null;
  /** That of the step; of a supposed clause the last one known until then. */
  month: string;
  value: string | null;
  source: string | null;
}

export class EscalatedChargeDto {
  before: ChargeDto;
  after: ChargeDto;
  /** On the prices first agreed, or agreed anew since. */
  factor: string;
}

export class EscalationProposalDto {
  /** Of the prices first agreed. */
  rawFactor: string;
  /** Within cap and floor. */
  appliedFactor: string;
  charges: EscalatedChargeDto[];
  /** Monthly recurring revenue on the day, by the prices that hold now and by the new ones. */
  mrrBefore: string;
  mrrAfter: string;
}

export class EscalationDto {
  currency: string;
  cap: string | null;
  floor: string | null;
  noticeDays: number;
  /** The day of the last step that nobody was told of in time. */
  lapsed: string | null;
  /** The amendment that was drafted for the step. */
  draftId: string | null;
  /** Null where the contract ends before. */
  step: IndexStepDto | null;
  indexes: IndexMovementDto[];
  /** Null while a value is missing. It changes nothing by itself. */
  proposal: EscalationProposalDto | null;
  /** Why the terms cannot be applied. */
  problem: string | null;
}

/** A clause that somebody thinks of. */
export class SupposedClauseDto {
  @OrNull()
  @IsObject()
  @ValidateNested()
  @Type(() => IndexClauseDto)
  indexClause: IndexClauseDto | null;

  /** The first day on which it would hold, `YYYY-MM-DD`; from the start of the contract where it is left out. */
  @MayBeAbsent()
  @IsRealDay()
  effectiveOn?: string;
}

export class ContractEscalationDto {
  /** Null where the contract has no index clause. */
  escalation: EscalationDto | null;
}

/** What is to be made of a step. */
export class NewIndexStepDto {
  /** The day of the clause, as it was shown. */
  @IsRealDay()
  stepOn: string;

  /** What the customer reads; in English where it is left out. */
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

const MOST_AT_ONCE = 200;

export class NewIndexStepsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
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
  /** Null where none was made. */
  amendmentId: string | null;
  /** Why there is none. */
  fault: StepFaultDto | null;
}

export class StepOutcomesDto {
  /** In the order in which they were asked for. */
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
  /** `drafted_late`: its draft can't be told in time any more. `unchanged`: no price would be another. */
  @ApiProperty({ enum: STEP_STANDINGS })
  standing: StepStanding;
  /** Until the last day to tell. */
  daysLeft: number;
  indexes: IndexMovementDto[];
  appliedFactor: string | null;
  mrrBefore: string | null;
  mrrAfter: string | null;
  /** The draft that makes it. */
  amendmentId: string | null;
  /** Why the terms cannot be applied. */
  problem: string | null;
}

export class ComingStepsDto extends WholeListDto {
  /** The most urgent first. */
  items: ComingStepDto[];
}

export class ComingStepsQuery {
  /** Steps that must be told within so many days; 92 where it is left out. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(731)
  days?: number;
}
