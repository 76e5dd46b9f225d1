import { IsOptional, Matches } from 'class-validator';
import { AmountDto } from '../contracts/contracts.dto.js';
import { DecisionDto } from '../metering/meter-exceptions.dto.js';

export class ReasonDecisionDto {
  id: string;
  choice: 'accept' | 'estimate' | 'ignore';
  /** Decimal. */
  billed: string | null;
}

export class UsageReasonDto {
  /**
   * Holds: `counter_fell`, `possible_rollover`, `implausible_rate`, `rise_after_fall`, `flow_while_off`, `calibration_expired`.
   * To know: `gap`, `began_at_first_reading`, `silent_at_end`, `service`, `test_run`, `true_up`, `estimated_before`, `readings_left_out`,
   * `more_reasons`.
   */
  code: string;
  /** Whether it keeps a quantity from being billed. */
  holds: boolean;
  /** from, to (instants), fromValue, toValue, quantity (decimals), count: as far as the code has them. */
  params: Record<string, string | number | null>;
  /** What somebody decided about it; then it holds nothing. */
  decision: ReasonDecisionDto | null;
}

/** Beside what is measured and held. */
export class UsageCompletenessDto {
  /** What of the quantity is estimated. */
  estimatedQuantity: string;
  /** What the counter says and nobody is billed for: service, test runs, what somebody decided to ignore. */
  unbilledQuantity: string;
  /** Seconds of which nobody knows what was used. */
  unknownSeconds: number;
}

export class UsageQueryDto {
  /** The first month, `YYYY-MM`; twelve months before the running one when left out. */
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  from?: string;

  /** The last month, `YYYY-MM`; the running one when left out. */
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  to?: string;
}

export class UsagePeriodDto extends UsageCompletenessDto {
  id: string;
  meterId: string;
  signalKey: string;
  device: string;
  /** UCUM. */
  unit: string;
  /** `YYYY-MM` in the contract's zone. */
  month: string;
  periodFrom: Date;
  periodTo: Date;
  /** Decimal; null unless measured. */
  quantity: string | null;
  /** What the counter says beyond it, held with a reason. */
  heldQuantity: string;
  state: 'measured' | 'held' | 'unknown';
  reasons: UsageReasonDto[];
  readingCount: number;
  knownUntil: Date;
}

export class UsageListDto {
  /** By month, then meter. */
  items: UsagePeriodDto[];
  /** What people decided that they rest on; `reasons` name them. */
  decisions: DecisionDto[];
}

export class CostPeriodDto {
  /** `YYYY-MM` */
  month: string;
  zone: string;
  /** The first day billed, `YYYY-MM-DD`. */
  from: string;
  /** The day after the last one billed. */
  to: string;
}

export class CostForecastDto {
  low: AmountDto;
  high: AmountDto;
  /**
   * `weekday_profile`: the rest of the month at the mean of each weekday of the last four weeks, between the lowest and the
   * highest of those weeks. `elapsed_time`: what was used so far, continued evenly.
   */
  method: 'weekday_profile' | 'elapsed_time';
}

export class MeterSoFarDto {
  meterId: string;
  signalKey: string;
  device: string;
  unit: string;
  quantity: string | null;
  heldQuantity: string;
  state: string;
  /** For the month; of an allowance of the contract year what earlier months left of it. Null where no charge counts this meter alone. */
  included: string | null;
  overage: string | null;
}

export class CostSoFarDto {
  period: CostPeriodDto;
  /** When it was asked. */
  at: Date;
  /** Of the first meter that is charged for, else of the first one; null where there is none. */
  quantity: string | null;
  unit: string | null;
  included: string | null;
  heldQuantity: string | null;
  /** What the month bills by what is known now. */
  amount: AmountDto;
  forecast: CostForecastDto | null;
  meters: MeterSoFarDto[];
}
