import { type Charge, type RampStep, shortfallPriceOf } from '#contracts/domain';
import { type AmountPrecision, Exact, roundAmount, sumOf } from '#platform/domain';
import { shareAmount } from '../rounding.js';

/** The minimum of a charge in one month of the contract. */
export interface Minimum {
  readonly amount: Exact | null;
  /** Minimum of the priced quantity, after conversion and without the allowance. */
  readonly quantity: Exact | null;
  /** Minimum of each machine's own quantity, before the allowance. */
  readonly quantityPerMachine: Exact | null;
}

/** The missing part of a minimum, which is billed in addition to usage. */
export interface Shortfall {
  /** Null if the minimum is an amount. */
  readonly quantity: Exact | null;
  readonly exact: Exact;
  readonly amount: Exact;
}

/** Returns the minimum of a charge for a month. @param month the month of the contract, from 1 */
export function minimumOf(charge: Charge, month: number): Minimum {
  const quantity = charge.minQuantity ?? (charge.minRamp?.length ? charge.contractedQuantity : null);
  const share = rampPercent(charge.minRamp ?? [], month);
  const ramped = (whole: string | null | undefined): Exact | null =>
    whole === null || whole === undefined ? null : new Exact(whole).times(share).div(100);
  return {
    amount: ramped(charge.minAmount),
    quantity: ramped(quantity),
    quantityPerMachine: ramped(charge.minQuantityPerMachine),
  };
}

/**
 * Returns the percentage of the minimum that applies in a month of the contract. Ramp steps follow one another; after
 * the last step, the percentage is 100.
 */
export function rampPercent(ramp: readonly RampStep[], month: number): Exact {
  let end = 0;
  for (const { months, percent } of ramp) {
    end += months;
    if (month <= end) return new Exact(percent);
  }
  return new Exact(100);
}

/** Returns true when at least one kind of minimum is agreed. */
export function hasMinimum({ amount, quantity, quantityPerMachine }: Minimum): boolean {
  return amount !== null || quantity !== null || quantityPerMachine !== null;
}

/** Prices a shortfall of a minimum quantity at the shortfall price; null if the minimum is reached. */
export function quantityShortfall(
  charge: Charge,
  minimum: Exact | null,
  quantity: Exact,
  currency: AmountPrecision,
): Shortfall | null {
  if (minimum === null || quantity.gte(minimum)) return null;
  const missing = minimum.minus(quantity);
  const exact = missing.times(shortfallPriceOf(charge)!);
  return { quantity: missing, exact, amount: roundAmount(exact, currency) };
}

/** Returns the rounded minimum less the sum of the rounded lines; null if the lines reach the minimum. */
export function amountShortfall(
  minimum: Exact | null,
  billed: Exact,
  currency: AmountPrecision,
): Shortfall | null {
  if (minimum === null) return null;
  const amount = roundAmount(minimum, currency).minus(billed);
  return amount.gt(0) ? { quantity: null, exact: amount, amount } : null;
}

/** Returns the amount due for a minimum if there is no usage. */
export function minimumWithoutUsage(charge: Charge, minimum: Minimum, currency: AmountPrecision): Shortfall {
  const zero = new Exact(0);
  const quantityPart = quantityShortfall(charge, minimum.quantity, zero, currency);
  const amountPart = amountShortfall(minimum.amount, quantityPart?.amount ?? zero, currency);
  return addShortfalls(quantityPart, amountPart) ?? { quantity: null, exact: zero, amount: zero };
}

export function addShortfalls(a: Shortfall | null, b: Shortfall | null): Shortfall | null {
  if (!a || !b) return a ?? b;
  return {
    quantity: a.quantity && b.quantity ? a.quantity.plus(b.quantity) : (a.quantity ?? b.quantity),
    exact: a.exact.plus(b.exact),
    amount: a.amount.plus(b.amount),
  };
}

/**
 * Returns the sum of the first instalments of a minimum. Instalments add up to the minimum and are equal, except that
 * the first instalments are larger by one rounding unit if the minimum can't be divided evenly.
 * @param count the number of instalments due by now
 * @param of the total number of instalments
 */
export function instalmentsOf(
  due: Shortfall,
  count: number,
  of: number,
  currency: AmountPrecision,
): Shortfall {
  const paid = Math.min(count, of);
  const parts = shareAmount(due.amount, Array<Exact>(of).fill(new Exact(1)), currency);
  return {
    quantity: due.quantity?.times(paid).div(of) ?? null,
    exact: due.exact.times(paid).div(of),
    amount: sumOf(parts.slice(0, paid)),
  };
}
