import type { UsageMethod } from '#contracts';
import { IsOptional, Matches } from 'class-validator';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { DecisionDto } from '../../metering/meter-exceptions.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

export class ReasonDecisionDto {
  id: string;
  choice: 'accept' | 'estimate' | 'ignore';
  /** Decimal. */
  billed: string | null;
}

export class UsageReasonDto {
  /**
   * Holds: `counter_fell`, `possible_rollover`, `implausible_rate`, `rise_after_fall`, `flow_while_off`, `calibration_expired`.
   * To know: `gap`, `rollover`, `split`, `no_readings` (of a level), `began_at_first_reading`, `silent_at_end`, `service`, `test_run`, `true_up`, `estimated_before`, `readings_left_out`,
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
  method: UsageMethod;
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

export class UsageListDto extends WholeListDto {
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

/** Of the month's end: in four of five months the true one lies between `low` and `high`. */
export class CostForecastDto {
  low: AmountDto;
  expected: AmountDto;
  high: AmountDto;
  /**
   * `weekday_profile`: the rest of the month at each weekday's share of a week, weeks as the last eight of them foretell them, and as
   * far from it as they missed each other. `daily_mean`: the same by single days, while there are no four whole weeks.
   */
  method: 'weekday_profile' | 'daily_mean';
}

/** Decimals in the unit of the usage. */
export class UsageForecastDto {
  low: string;
  expected: string;
  high: string;
  method: 'weekday_profile' | 'daily_mean';
}

export class DayUsedDto {
  /** `YYYY-MM-DD` in the contract's zone. */
  day: string;
  /** Decimal. */
  quantity: string;
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
  /**
   * Of all that is counted by the first charge with an allowance, else by the first that counts; of the first meter where no charge
   * counts, null where there is none.
   */
  quantity: string | null;
  unit: string | null;
  /** What is included for the month, of an allowance of the contract year what earlier months left of it; null where nothing is. */
  included: string | null;
  heldQuantity: string | null;
  /** The quantity day by day, from the first day billed to today. */
  days: DayUsedDto[];
  /** Where the quantity will be at the month's end; null while too little is known. */
  usageForecast: UsageForecastDto | null;
  /** What the month bills by what is known now. */
  amount: AmountDto;
  /** Null while too little is known, and where nothing is counted. */
  forecast: CostForecastDto | null;
  meters: MeterSoFarDto[];
}
