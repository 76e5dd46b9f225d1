import type { Decimal } from 'decimal.js';
import { divideByWeight, Exact, minorDecimals } from '#platform';
import type { Conversion, QuantityRounding } from './charge.js';

/** An ISO currency code, a number of decimals, or null: not rounded. */
export type RoundedIn = string | number | null;

const MODES: Readonly<Record<QuantityRounding, Decimal.Rounding>> = {
  up: Exact.ROUND_UP,
  down: Exact.ROUND_DOWN,
  half_away: Exact.ROUND_HALF_UP,
};

const ten = (power: number): Exact => new Exact(10).pow(power);

/** How many decimals amounts have; null where they are not rounded. */
export function decimalsOf(currency: RoundedIn): number | null {
  return typeof currency === 'string' ? minorDecimals(currency) : currency;
}

/** To a number of decimals, or of zeros before the point where it is below zero. */
export function roundAt(value: Exact, decimals: number, mode: QuantityRounding): Exact {
  return value.times(ten(decimals)).toDecimalPlaces(0, MODES[mode]).div(ten(decimals));
}

/** Half away from zero, once per charge and period (billing.md, section 0, "rounding"). */
export function roundAmount(exact: Exact, currency: RoundedIn): Exact {
  const decimals = decimalsOf(currency);
  return decimals === null ? exact : roundAt(exact, decimals, 'half_away');
}

/** An amount as it is written, with all the decimals of its currency. */
export function amountText(amount: Exact, currency: RoundedIn): string {
  return amount.toFixed(Math.max(decimalsOf(currency) ?? 0, amount.decimalPlaces()));
}

/**
 * A rounded amount in shares that add up to it, by largest remainder; exact shares where nothing is rounded.
 * @param weights none below zero
 */
export function shareAmount(amount: Exact, weights: readonly Exact[], currency: RoundedIn): Exact[] {
  const decimals = decimalsOf(currency);
  if (decimals === null) return shareExactly(amount, weights);
  const units = BigInt(amount.times(ten(decimals)).toFixed(0));
  return divideByWeight(units, weights).map((part) => new Exact(part.toString()).div(ten(decimals)));
}

/** As the store keeps quantities and amounts that are not rounded. */
const STORED_DECIMALS = 12;

/** Shares by weight, equal ones where all weights are zero, to twelve decimals; the last one takes what they leave. */
export function shareExactly(whole: Exact, weights: readonly Exact[]): Exact[] {
  const sum = weights.reduce((total, weight) => total.plus(weight), new Exact(0));
  const shares = weights.map((weight) =>
    (sum.isZero() ? whole.div(weights.length) : whole.times(weight).div(sum)).toDecimalPlaces(
      STORED_DECIMALS,
    ),
  );
  const others = shares.slice(0, -1).reduce((total, share) => total.plus(share), new Exact(0));
  return [...shares.slice(0, -1), whole.minus(others)];
}

/** Divided, then rounded: to whole units unless it says how many decimals. */
export function convertQuantity(quantity: Exact, convert: Conversion | null | undefined): Exact {
  if (!convert) return quantity;
  const converted = quantity.div(convert.divideBy ?? 1);
  return convert.rounding ? roundAt(converted, convert.decimals ?? 0, convert.rounding) : converted;
}
