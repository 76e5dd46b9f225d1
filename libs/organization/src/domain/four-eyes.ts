import { Exact } from '#platform/domain';

/** An amount of money; decimal, in major units of its currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/**
 * Reason why an amount needs a second approver: it exceeds the limit, or it can't be compared without an exchange rate.
 */
export type DualApprovalReason = 'exceeds' | 'no_rate';

/**
 * Returns the reason why an amount needs a second approver; null if the amount doesn't need a second approver.
 * @param limit in the accounting currency; null if one person may decide on any amount
 * @param rate accounting currency per unit of the amount's currency, decimal; null if unknown
 */
export function findDualApprovalReason(
  amount: string,
  limit: string | null,
  rate: string | null,
): DualApprovalReason | null {
  if (limit === null || new Exact(amount).lte(0)) return null;
  if (rate === null) return 'no_rate';
  return new Exact(amount).times(rate).gt(limit) ? 'exceeds' : null;
}

/**
 * Returns the strictest of several limits by currency, in the accounting currency.
 * @param rateOf returns the accounting currency per unit of another currency, decimal; null if unknown
 * @returns null without limits, and zero if no limit can be converted
 */
export function strictestLimit(
  limits: Readonly<Record<string, string>>,
  rateOf: (currency: string) => string | null,
): string | null {
  const entries = Object.entries(limits);
  if (entries.length === 0) return null;
  const converted = entries.flatMap(([currency, amount]) => {
    const rate = rateOf(currency);
    return rate === null ? [] : [new Exact(amount).times(rate)];
  });
  if (converted.length === 0) return '0';
  return Exact.min(...converted)
    .toDecimalPlaces(2, Exact.ROUND_DOWN)
    .toFixed();
}

/** Default limits by currency: rounded equivalents of about 10,000 EUR. */
const DEFAULT_LIMITS: Readonly<Record<string, string>> = {
  BRL: '50000',
  CNY: '80000',
  CZK: '250000',
  DKK: '75000',
  HUF: '4000000',
  IDR: '150000000',
  INR: '900000',
  JPY: '1500000',
  KRW: '15000000',
  MXN: '200000',
  NOK: '100000',
  PHP: '600000',
  PLN: '40000',
  SEK: '100000',
  THB: '350000',
  TRY: '400000',
  TWD: '300000',
  VND: '250000000',
  ZAR: '200000',
};
const DEFAULT_LIMIT = '10000';

/** Returns the default limit of a new legal entity. */
export const defaultLimit = (currency: string): string => DEFAULT_LIMITS[currency] ?? DEFAULT_LIMIT;
