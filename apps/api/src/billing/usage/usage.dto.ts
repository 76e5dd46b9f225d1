import type { UsageMethod } from '#contracts';
import { IsOptional, Matches } from 'class-validator';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { DecisionDto } from '../../metering/meter-exceptions.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

export class ReasonDecisionDto {
  id: string;
  choice: 'accept' | 'estimate' | 'ignore';
  /** Decimal. Quantity to bill according to the decision. */
  billed: string | null;
}

export class UsageReasonDto {
  /**
   * Code of the reason. Reasons for holds: `counter_fell`, `possible_rollover`, `implausible_rate`, `rise_after_fall`,
   * `flow_while_off`, `calibration_expired`. Notes: `gap`, `rollover`, `split`, `no_readings` (of a level),
   * `began_at_first_reading`, `silent_at_end` (no readings at the end of the period), `service`, `test_run`, `true_up`,
   * `estimated_before`, `readings_left_out`, `more_reasons`.
   */
  code: string;
  /** Whether the reason puts a quantity on hold. */
  holds: boolean;
  /**
   * Details, which depend on the code: `from` and `to` (instants), `fromValue`, `toValue` and `quantity` (decimals),
   * and `count`.
   */
  params: Record<string, string | number | null>;
  /** Decision that resolved the reason; null if there is none. */
  decision: ReasonDecisionDto | null;
}

/** Estimated, unbilled and unknown parts of the usage. */
export class UsageCompletenessDto {
  /** Decimal. Estimated part of the quantity. */
  estimatedQuantity: string;
  /** Decimal. Counted quantity that is not billed: from service, from test runs, or ignored by decision. */
  unbilledQuantity: string;
  /** Number of seconds for which usage is unknown. */
  unknownSeconds: number;
}

export class UsageQueryDto {
  /** The first month, `YYYY-MM`. Defaults to twelve months before `to`. */
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  from?: string;

  /** The last month, `YYYY-MM`, inclusive. Defaults to the current month. */
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
  /** UCUM unit code. */
  unit: string;
  /** Month in the contract's time zone, `YYYY-MM`. */
  month: string;
  periodFrom: Date;
  periodTo: Date;
  /** Decimal. Measured quantity; null while it is on hold or unknown. */
  quantity: string | null;
  /** Decimal. Counted quantity that is on hold, in addition to `quantity`. */
  heldQuantity: string;
  state: 'measured' | 'held' | 'unknown';
  reasons: UsageReasonDto[];
  readingCount: number;
  knownUntil: Date;
}

export class UsageListDto extends WholeListDto {
  /** Usage sorted by month and meter. */
  items: UsagePeriodDto[];
  /** Manual decisions that the usage is based on. `reasons` refer to them. */
  decisions: DecisionDto[];
}

export class CostPeriodDto {
  /** Month, `YYYY-MM`. */
  month: string;
  zone: string;
  /** The first day billed, `YYYY-MM-DD`. */
  from: string;
  /** The day after the last day billed. */
  to: string;
}

/** Forecast for the end of the month. In four out of five months, the final amount is between `low` and `high`. */
export class CostForecastDto {
  low: AmountDto;
  expected: AmountDto;
  high: AmountDto;
  /**
   * `weekday_profile`: the rest of the month is extrapolated from the last eight weeks, with the usual share of each
   * weekday. The range reflects the differences between these weeks. `daily_mean`: the same calculation with single
   * days instead of weeks, if there are fewer than four full weeks.
   */
  method: 'weekday_profile' | 'daily_mean';
}

/** Forecast with an 80% interval. Quantities are decimal strings in the unit of the usage. */
export class UsageForecastDto {
  low: string;
  expected: string;
  high: string;
  method: 'weekday_profile' | 'daily_mean';
}

export class DailyUsageDto {
  /** Day in the contract's time zone, `YYYY-MM-DD`. */
  day: string;
  /** Decimal. Quantity of the day. */
  quantity: string;
}

export class CurrentMeterUsageDto {
  meterId: string;
  signalKey: string;
  device: string;
  unit: string;
  quantity: string | null;
  heldQuantity: string;
  state: string;
  /**
   * Decimal. Allowance for the month; for a yearly allowance, the remainder after earlier months. Null if no charge
   * prices this meter by itself.
   */
  included: string | null;
  overage: string | null;
}

export class CurrentUsageDto {
  period: CostPeriodDto;
  /** Time of the request. */
  at: Date;
  /**
   * Decimal. Quantity of all meters of the first charge with an allowance or, if there is none, of the first charge
   * that counts usage. If no charge counts usage, it is the quantity of the first meter. Null if the contract has no
   * meter, or while the quantity is on hold or unknown.
   */
  quantity: string | null;
  unit: string | null;
  /**
   * Decimal. Allowance for the month; for a yearly allowance, the remainder after earlier months. Null if there is no
   * allowance.
   */
  included: string | null;
  heldQuantity: string | null;
  /** Quantity by day, from the first day billed to today. */
  days: DailyUsageDto[];
  /** Forecast of the quantity at the end of the month; null if there is not enough data. */
  usageForecast: UsageForecastDto | null;
  /** Amount of the month according to current data. */
  amount: AmountDto;
  /** Forecast of the amount; null if there is not enough data, or if nothing is counted. */
  forecast: CostForecastDto | null;
  meters: CurrentMeterUsageDto[];
}
