import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import {
  DECISION_CHOICES,
  ESTIMATE_RULES,
  EXCEPTION_FILTER_STATES,
  EXCEPTION_KINDS,
  type DecisionChoice,
  type EstimateRule,
  type ExceptionKind,
} from '#metering';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeNull, OrNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

const MAX_TEXT = 500;
const MAX_UNIT = 30;
const MAX_LIMITS = 50;
/** A year's history is as much as anybody estimates by. */
const MAX_DAYS = 366;

type FilterState = (typeof EXCEPTION_FILTER_STATES)[number];

export class ExceptionQueryDto extends PageQueryDto {
  /** `pending`: one person has decided, and another one has to confirm it. */
  @IsOptional()
  @IsIn(EXCEPTION_FILTER_STATES)
  state?: FilterState;

  @IsOptional()
  @IsIn(EXCEPTION_KINDS)
  kind?: ExceptionKind;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  contractId?: string;

  @IsOptional()
  @IsUUID()
  meterId?: string;
}

export class ExceptionContractDto {
  id: string;
  number: string;
  zone: string;
}

export class ExceptionMeterDto {
  id: string;
  /** Code of the device. */
  device: string;
  signalKey: string;
  /** UCUM. */
  unit: string;
  /** Of the machine that the device belongs to. */
  serial: string | null;
}

export class EstimateLineDto {
  day: string;
  hours: string;
  quantity: string;
}

export class EstimateDto {
  rule: 'same_weekday_hours' | 'average' | 'contractual';
  quantity: string;
  hours: string;
  working: EstimateLineDto[];
  days?: number;
  perDay?: string;
}

export class VerdictDto {
  verdict: 'confirmed' | 'refused';
  note: string;
  at: Date;
  by: string | null;
}

export class DecisionDto {
  id: string;
  choice: 'accept' | 'estimate' | 'ignore';
  /** What is billed in place of what the counter says; null to bill that, or nothing. */
  quantity: string | null;
  estimate: EstimateDto | null;
  reason: string;
  /** Evidence of the usage that the deciding person saw. */
  evidenceHash: string;
  /** It holds only once another person has confirmed it. */
  needsSecond: boolean;
  decidedAt: Date;
  decidedBy: string | null;
  decidedById: string | null;
  /** Of the second person; null where none was asked or none has answered. */
  verdict: VerdictDto | null;
}

export class ExceptionRowDto {
  id: string;
  /**
   * `counter_fell`, `possible_rollover`, `implausible_rate`, `rise_after_fall`: a step that the counter cannot have made.
   * `flow_while_off`: it counted while every machine stood still. `calibration_expired`. `gap`: nothing was read up to the end of
   * its period. `true_up`: readings show another quantity than an estimate that was billed.
   */
  kind:
    | 'counter_fell'
    | 'possible_rollover'
    | 'implausible_rate'
    | 'rise_after_fall'
    | 'flow_while_off'
    | 'calibration_expired'
    | 'gap'
    | 'true_up';
  /** `resolved`: later readings or records have explained it. */
  state: 'open' | 'decided' | 'resolved';
  from: Date;
  to: Date;
  periodFrom: Date;
  fromValue: string | null;
  toValue: string | null;
  /** What the readings say; for `true_up` by how much they differ from the estimate. Null where they say nothing. */
  quantity: string | null;
  openedAt: Date;
  closedAt: Date | null;
  contract: ExceptionContractDto;
  customer: NamedDto;
  meter: ExceptionMeterDto;
  /** The latest one, whether it holds yet or not. */
  decision: DecisionDto | null;
  /** By how much the month would grow if all of it were billed; null where nobody knows. */
  stake: AmountDto | null;
}

export class ExceptionListDto {
  /** What has waited longest comes first. */
  items: ExceptionRowDto[];
  next: string | null;
}

export class ExceptionDto extends ExceptionRowDto {
  /** All that was ever decided about it, the latest first. */
  decisions: DecisionDto[];
}

export class CounterPointDto {
  at: Date;
  value: string;
}

export class CounterPointsDto {
  points: CounterPointDto[];
}

export class EstimateTermsDto {
  @IsIn(ESTIMATE_RULES)
  rule: EstimateRule;

  /** `average`: of how many days; fourteen without it. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  days?: number;

  /** `contractual`: decimal. */
  @IsOptional()
  @IsPositiveText()
  perDay?: string;
}

export class DecisionWishDto {
  /** `accept`: bill what the readings say, or the stated quantity. `estimate`: bill an estimate. `ignore`: bill nothing. */
  @IsIn(DECISION_CHOICES)
  choice: DecisionChoice;

  /** `accept`: instead of what the readings say; decimal. */
  @MayBeNull()
  @IsPositiveText()
  quantity?: string | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => EstimateTermsDto)
  estimate?: EstimateTermsDto | null;
}

export class NewDecisionDto extends DecisionWishDto {
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  reason: string;

  /** Id of the latest decision that was seen; null when there was none. Another one since then is a conflict. */
  @OrNull()
  @IsUUID()
  expected: string | null;
}

export class DecisionIdDto {
  id: string;
}

export class SupposedMonthDto {
  /** Decimal; null where nothing can be billed. */
  quantity: string | null;
  heldQuantity: string;
  estimatedQuantity: string;
  unbilledQuantity: string;
  /** What the contract's month comes to; null where no charge counts the meter. */
  amount: AmountDto | null;
}

export class DecisionEffectDto {
  /** `YYYY-MM` */
  month: string;
  before: SupposedMonthDto;
  after: SupposedMonthDto;
  /** With its working, for `estimate`. */
  estimate: EstimateDto | null;
  /** The decision would wait for a second person. */
  needsSecond: boolean;
}

export class NewVerdictDto {
  @IsIn(['confirmed', 'refused'])
  verdict: 'confirmed' | 'refused';

  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  note?: string;
}

export class DecisionLimitDto {
  /** UCUM. */
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_UNIT)
  unit: string;

  /** Decimal: above it a second person confirms. */
  @IsPositiveText()
  quantity: string;
}

export class DecisionLimitsDto {
  @IsArray()
  @ArrayMaxSize(MAX_LIMITS)
  @ValidateNested({ each: true })
  @Type(() => DecisionLimitDto)
  limits: DecisionLimitDto[];
}
