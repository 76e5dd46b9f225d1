import { Exact, type FieldFault, sumOf } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';

/** Effect of late notice: the adjustment is postponed by whole months, or it expires. */
export const LATE_NOTICES = ['postponed', 'lapses'] as const;
export type LateNotice = (typeof LATE_NOTICES)[number];

/** The share of a price that follows an index; `weight` is a decimal fraction of 1. */
export interface IndexShare {
  /** Key of a recorded series. */
  readonly key: string;
  readonly weight: string;
}

/**
 * The agreed clause by which prices follow indexes or increase at a fixed rate. Decimals are strings; factors multiply
 * prices.
 */
export interface AgreedIndexClause {
  /** The first day of new prices, `YYYY-MM-DD`; further adjustments follow yearly. */
  readonly from: string;
  /**
   * Shares of the price that follow indexes; the remainder to 1 stays fixed. Empty if prices increase at a fixed rate.
   */
  readonly weights: readonly IndexShare[];
  /** Yearly increase, compounded, instead of indexes. */
  readonly fixedPercentPerYear: string | null;
  /** Maximum of the factor; null without a cap. */
  readonly cap: string | null;
  /** Minimum of the factor; null without a floor. */
  readonly floor: string | null;
  /** Minimum number of days between the notice to the buyer and the adjustment. */
  readonly noticeDays: number;
  readonly lateNotice: LateNotice;
  /** Keys of the charges with indexed prices; null for all recurring charges. */
  readonly charges: readonly string[] | null;
  /** Number of months between the month of the index values and the month of the adjustment. */
  readonly indexLagMonths: number;
  /** Month of the base values, `YYYY-MM`; null for the month before the contract began. */
  readonly baseMonth: string | null;
  /** Number of decimals of the printed factor; null for 6. */
  readonly factorDecimals: number | null;
  /** Number of decimals of unit prices; null if they stay exact. */
  readonly priceDecimals: number | null;
}

const SERIES = /^[A-Za-z0-9._-]{1,64}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DECIMAL = /^\d{1,15}(\.\d{1,12})?$/;
/** Key of the fixed share of the price. No index may use it. */
const FIXED = 'fixed';
const MAX_VALUES = { noticeDays: 730, indexLagMonths: 24, factorDecimals: 12, priceDecimals: 12 } as const;

/** Validates an index clause and returns errors by field. */
export function findIndexClauseFaults({
  indexClause: clause,
  startsOn,
  charges,
}: {
  readonly indexClause: AgreedIndexClause | null;
  readonly startsOn: string;
  readonly charges: readonly Pick<ChargeFields, 'key'>[];
}): FieldFault[] {
  if (clause === null) return [];
  const { from, weights, fixedPercentPerYear: yearly, baseMonth } = clause;
  const counts = Object.entries(MAX_VALUES).flatMap(([field, max]) => {
    const value = clause[field as keyof typeof MAX_VALUES];
    const isValid = value === null || (Number.isInteger(value) && value >= 0 && value <= max);
    return isValid ? [] : [fault(field, 'index_count_out_of_range', { min: 0, max })];
  });
  const unknown = (clause.charges ?? []).filter((key) => !charges.some((charge) => charge.key === key));
  return [
    ...(isDate(from) ? [] : [fault('from', 'date_malformed', { value: from })]),
    ...(isDate(from) && from <= startsOn ? [fault('from', 'index_from_too_early', { startsOn })] : []),
    ...(yearly === null ? findShareFaults(weights) : findRateFaults(yearly, weights)),
    ...findLimitFaults(clause),
    ...counts,
    ...(baseMonth === null || MONTH.test(baseMonth) ? [] : [fault('baseMonth', 'month_malformed')]),
    ...(clause.charges?.length === 0 ? [fault('charges', 'value_missing')] : []),
    ...unknown.slice(0, 1).map((value) => fault('charges', 'index_charge_unknown', { value })),
  ];
}

function findShareFaults(weights: AgreedIndexClause['weights']): FieldFault[] {
  if (weights.length === 0) return [fault('weights', 'value_missing')];
  const faults = weights.flatMap(({ key, weight }, row) => [
    ...(SERIES.test(key) && key !== FIXED ? [] : [fault(`weights/${row}/key`, 'index_series_malformed')]),
    ...(weights.slice(0, row).some((other) => other.key === key)
      ? [fault(`weights/${row}/key`, 'index_series_twice')]
      : []),
    ...(isPositive(weight) ? [] : [fault(`weights/${row}/weight`, 'index_share_out_of_range')]),
  ]);
  if (faults.length > 0) return faults;
  const sum = sumOf(weights, ({ weight }) => weight);
  return sum.lte(1) ? [] : [fault('weights', 'weights_exceed_one', { sum: sum.toFixed() })];
}

function findRateFaults(yearly: string, weights: AgreedIndexClause['weights']): FieldFault[] {
  return [
    ...(DECIMAL.test(yearly) ? [] : [fault('fixedPercentPerYear', 'decimal_malformed', { value: yearly })]),
    ...(weights.length === 0 ? [] : [fault('fixedPercentPerYear', 'index_series_or_rate')]),
  ];
}

function findLimitFaults({ cap, floor }: AgreedIndexClause): FieldFault[] {
  const faults = Object.entries({ cap, floor }).flatMap(([field, value]) =>
    value === null || isPositive(value) ? [] : [fault(field, 'index_limit_malformed')],
  );
  if (faults.length > 0 || cap === null || floor === null || new Exact(floor).lte(cap)) return faults;
  return [fault('floor', 'index_floor_above_cap')];
}

const isPositive = (value: string): boolean => DECIMAL.test(value) && new Exact(value).gt(0);

const fault = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer: `/indexClause/${field}`,
  code: `contracts.${code}`,
  params,
});
