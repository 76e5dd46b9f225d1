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
/** Maximum number of days that an estimate can be based on. */
const MAX_DAYS = 366;

type FilterState = (typeof EXCEPTION_FILTER_STATES)[number];

export class ExceptionQueryDto extends PageQueryDto {
  /** State of the exception. `pending`: a person has decided, and another person has not confirmed the decision yet. */
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
  /** UCUM unit code. */
  unit: string;
  /** Serial number of the device's machine. */
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
  /** Decimal. Quantity to bill instead of the measured quantity; null if the measured quantity or nothing is billed. */
  quantity: string | null;
  estimate: EstimateDto | null;
  reason: string;
  /** Hash of the usage evidence that the author reviewed. */
  evidenceHash: string;
  /** Whether the decision takes effect only after another person confirms it. */
  needsSecond: boolean;
  decidedAt: Date;
  decidedBy: string | null;
  decidedById: string | null;
  /** Verdict of the second person; null if no second person is needed, or if there is no verdict yet. */
  verdict: VerdictDto | null;
}

export class ExceptionRowDto {
  id: string;
  /**
   * `counter_fell`, `possible_rollover`, `implausible_rate`, `rise_after_fall`: an implausible change of the counter.
   * `flow_while_off`: the meter counted while all machines were off. `calibration_expired`: the calibration had
   * expired. `gap`: there were no readings up to the end of the period. `true_up`: the readings show a different
   * quantity than the billed estimate.
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
  /** `resolved`: later readings or events explained the exception. */
  state: 'open' | 'decided' | 'resolved';
  from: Date;
  to: Date;
  periodFrom: Date;
  fromValue: string | null;
  toValue: string | null;
  /**
   * Decimal. Quantity according to the readings; for `true_up`, the difference between this quantity and the estimate.
   * Null if it is unknown.
   */
  quantity: string | null;
  openedAt: Date;
  closedAt: Date | null;
  contract: ExceptionContractDto;
  customer: NamedDto;
  meter: ExceptionMeterDto;
  /** Latest decision, including one that is not in effect yet. */
  decision: DecisionDto | null;
  /** Amount that would be added to the month if the whole quantity were billed; null if it is unknown. */
  stake: AmountDto | null;
}

export class ExceptionListDto {
  /** Exceptions, oldest first. */
  items: ExceptionRowDto[];
  next: string | null;
}

export class ExceptionDto extends ExceptionRowDto {
  /** All decisions on the exception, latest first. */
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

  /** Number of days that `average` is based on. Defaults to 14. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  days?: number;

  /** Decimal. Quantity per day for `contractual`. */
  @IsOptional()
  @IsPositiveText()
  perDay?: string;
}

export class DecisionInputDto {
  /**
   * `accept`: bill the quantity of the readings or, if it is set, `quantity`. `estimate`: bill an estimate. `ignore`:
   * bill nothing.
   */
  @IsIn(DECISION_CHOICES)
  choice: DecisionChoice;

  /** Decimal. Quantity to bill for `accept`, instead of the quantity of the readings. */
  @MayBeNull()
  @IsPositiveText()
  quantity?: string | null;

  @MayBeNull()
  @ValidateNested()
  @Type(() => EstimateTermsDto)
  estimate?: EstimateTermsDto | null;
}

export class NewDecisionDto extends DecisionInputDto {
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT)
  reason: string;

  /**
   * Id of the latest decision that you reviewed; null if there was no decision. If there is a newer decision, the
   * request is rejected.
   */
  @OrNull()
  @IsUUID()
  expected: string | null;
}

export class DecisionIdDto {
  id: string;
}

export class PreviewedMonthDto {
  /** Decimal. Billed quantity; null if nothing can be billed. */
  quantity: string | null;
  heldQuantity: string;
  estimatedQuantity: string;
  unbilledQuantity: string;
  /** Amount of the contract's month; null if no charge uses the meter. */
  amount: AmountDto | null;
}

export class DecisionEffectDto {
  /** Month, `YYYY-MM`. */
  month: string;
  before: PreviewedMonthDto;
  after: PreviewedMonthDto;
  /** Estimate with its calculation; null unless the decision is `estimate`. */
  estimate: EstimateDto | null;
  /** Whether a second person would have to confirm the decision. */
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
  /** UCUM unit code. */
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_UNIT)
  unit: string;

  /** Decimal. Decisions about larger quantities need the confirmation of a second person. */
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
