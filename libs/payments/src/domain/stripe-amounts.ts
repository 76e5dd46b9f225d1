import { DomainError, minorDecimals } from '#platform/domain';
import type { Money } from './money.js';

/**
 * Currencies in which Stripe charges and settles (docs.stripe.com/currencies). Amounts in other currencies can't be
 * converted, because their number of decimals at Stripe is not known.
 */
const TWO_DECIMALS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC ' +
  'CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD ' +
  'KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP ' +
  'PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STN SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS ' +
  'WST XCD YER ZAR ZMW';
const NO_DECIMALS = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF';
/** Stripe requires the third decimal to be zero. */
const THREE_DECIMALS = 'BHD JOD KWD OMR TND';
/** Currencies without decimals in ISO 4217 that have two decimals at Stripe, which must be zero. */
const WHOLE_UNITS = 'ISK UGX';

/**
 * Stripe's format of amounts in a currency: the number of decimals, and the step. Amounts must be multiples of the
 * step.
 */
interface StripeUnit {
  readonly decimals: number;
  readonly step: bigint;
}

const UNITS: ReadonlyMap<string, StripeUnit> = new Map(
  (
    [
      [TWO_DECIMALS, { decimals: 2, step: 1n }],
      [NO_DECIMALS, { decimals: 0, step: 1n }],
      [THREE_DECIMALS, { decimals: 3, step: 10n }],
      [WHOLE_UNITS, { decimals: 2, step: 100n }],
    ] as const
  ).flatMap(([currencies, unit]) => currencies.split(' ').map((currency) => [currency, unit] as const)),
);

/** Currencies (ISO 4217) in which Stripe charges. */
export const STRIPE_CURRENCIES: readonly string[] = [...UNITS.keys()].sort();

/**
 * Converts a booked amount to the integer that Stripe expects. Never rounds: an amount that Stripe can't charge exactly
 * would leave a remainder on the document.
 *
 * @throws DomainError `payments.currency_not_supported`, or `payments.amount_not_chargeable` with the smallest amount in
 *   minor units of which the amount must be a multiple
 */
export function toStripeAmount({ minor, currency }: Money): bigint {
  const { decimals, step } = unitOf(currency);
  const booked = minorDecimals(currency);
  const scaled = decimals >= booked ? minor * 10n ** BigInt(decimals - booked) : minor;
  const divisor = decimals >= booked ? 1n : 10n ** BigInt(booked - decimals);
  const amount = scaled / divisor;
  if (scaled % divisor !== 0n || amount % step !== 0n)
    throw new DomainError('payments.amount_not_chargeable', {
      currency,
      step: chargeableStep(currency).toString(),
    });
  return amount;
}

/**
 * Converts an integer from Stripe to a booked amount.
 * @param currency currency as in Stripe's API, in lower case
 * @throws DomainError `payments.currency_not_supported`, or `payments.amount_not_chargeable` if Stripe's amount has
 * more decimals than the currency
 */
export function fromStripeAmount(amount: bigint, currency: string): Money {
  const code = currency.toUpperCase();
  const { decimals } = unitOf(code);
  const booked = minorDecimals(code);
  if (booked >= decimals) return { minor: amount * 10n ** BigInt(booked - decimals), currency: code };
  const divisor = 10n ** BigInt(decimals - booked);
  if (amount % divisor !== 0n)
    throw new DomainError('payments.amount_not_chargeable', {
      currency: code,
      step: chargeableStep(code).toString(),
    });
  return { minor: amount / divisor, currency: code };
}

/**
 * Returns the number of minor units of which a chargeable amount must be a multiple: 1 for most currencies, 10 for
 * dinars and rials with three decimals, 100 for the ariary, for which Stripe has no decimals.
 */
export function chargeableStep(currency: string): bigint {
  const { decimals, step } = unitOf(currency);
  const booked = minorDecimals(currency);
  if (booked > decimals) return step * 10n ** BigInt(booked - decimals);
  const scale = 10n ** BigInt(decimals - booked);
  return step > scale ? step / scale : 1n;
}

function unitOf(currency: string): StripeUnit {
  const unit = UNITS.get(currency);
  if (unit === undefined) throw new DomainError('payments.currency_not_supported', { currency });
  return unit;
}
