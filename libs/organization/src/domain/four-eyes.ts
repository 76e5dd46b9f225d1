import { Exact } from '#platform/domain';

/** An amount of money; decimal, in major units of its currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Why an amount takes two people: it exceeds the limit, or no rate says whether it does. */
export type TwoPeopleNeeded = 'exceeds' | 'no_rate';

/**
 * Whether an amount takes two people.
 * @param limit in the currency of the books; null where one person may decide about any amount
 * @param rate books' currency for one of the amount's, decimal; null where none is known
 */
export function needsTwoPeople(
  amount: string,
  limit: string | null,
  rate: string | null,
): TwoPeopleNeeded | null {
  if (limit === null || new Exact(amount).lte(0)) return null;
  if (rate === null) return 'no_rate';
  return new Exact(amount).times(rate).gt(limit) ? 'exceeds' : null;
}

/**
 * The strictest of limits by currency, in the currency of the books: what they say together of any currency.
 * @param rateOf books' currency for one of another, decimal; null where none is known
 * @returns null where there are none, and zero where none of them has a rate
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

/** Round amounts of about 10,000 EUR. */
const PRESETS: Readonly<Record<string, string>> = {
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
const USUAL_PRESET = '10000';

/** The limit of a new legal entity, until somebody sets another one. */
export const presetLimit = (currency: string): string => PRESETS[currency] ?? USUAL_PRESET;
