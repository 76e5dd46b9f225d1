import { type ErrorParams, Exact, type FieldFault, minorDecimals, toMinor } from '#platform/domain';

/** The kinds of costs of a contract (docs/rules/revenue.md#contract-margin). `other` is for costs of no other kind. */
export const COST_KINDS = [
  'depreciation',
  'parts',
  'labour_travel',
  'financing',
  'connectivity',
  'other',
] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** A cost as entered. */
export interface CostFields {
  readonly kind: CostKind;
  /** `YYYY-MM`, the month that the cost is assigned to. */
  readonly month: string;
  /** A day of that month, `YYYY-MM-DD`; null for a cost of the whole month. */
  readonly day: string | null;
  /** Decimal in `currency`; negative for a refund. */
  readonly amount: string;
  /** ISO 4217 */
  readonly currency: string;
  /**
   * Price of one unit of `currency` in the contract's currency. Null to use the known rate, or if both currencies are
   * the same.
   */
  readonly rate: string | null;
  readonly machineId: string | null;
  /** The ticket or the kit delivery that caused the cost; not both. */
  readonly ticketId: string | null;
  readonly kitDeliveryId: string | null;
  readonly note: string;
}

/** The range of plausible months. A month outside it is a typing error. */
const FIRST_MONTH = '2000-01';
const LAST_MONTH = '2100-12';

/** Validates a cost independently of its contract. */
export function findCostFaults(cost: CostFields, contractCurrency: string): FieldFault[] {
  const { month, day, amount, currency, rate, ticketId, kitDeliveryId } = cost;
  const faults: FieldFault[] = [];
  const fault = (field: string, code: string, params: ErrorParams = {}): void => {
    faults.push({ pointer: `/${field}`, code: `billing.${code}`, params });
  };
  if (month < FIRST_MONTH || month > LAST_MONTH)
    fault('month', 'cost_month_beyond', { first: FIRST_MONTH, last: LAST_MONTH });
  if (day !== null && day.slice(0, 7) !== month) fault('day', 'cost_day_elsewhere', { month });
  const exact = new Exact(amount);
  const decimals = minorDecimals(currency);
  if (exact.isZero()) fault('amount', 'cost_amount_zero');
  else if (exact.decimalPlaces() > decimals) fault('amount', 'cost_amount_finer', { currency, decimals });
  else if (exact.abs().gte(MAX_AMOUNT)) fault('amount', 'cost_amount_too_large');
  if (rate !== null && new Exact(rate).lte(0)) fault('rate', 'cost_rate_zero');
  if (rate !== null && currency === contractCurrency && !new Exact(rate).eq(1))
    fault('rate', 'cost_rate_needless', { currency });
  if (ticketId !== null && kitDeliveryId !== null) fault('kitDeliveryId', 'cost_for_two');
  return faults;
}

/** Limit of an amount. A larger amount in minor units would not fit its column at any realistic exchange rate. */
const MAX_AMOUNT = '1e12';

/** Returns a cost in minor units of the contract's currency, rounded once. */
export function toContractCurrency(amount: string, rate: string, contractCurrency: string): bigint {
  return toMinor(new Exact(amount).times(rate), contractCurrency);
}
