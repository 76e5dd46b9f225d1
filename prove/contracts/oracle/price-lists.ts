import type { PricingCase, TierCase } from '../contract-case.js';
import { Fraction } from './fraction.js';

/** A range of used units to which one price list applies. Units are numbered in order of use. */
export interface PricedUnits {
  readonly pricing: PricingCase;
  /** Start of the range in the priced units, after conversion and allowance. */
  readonly from: Fraction;
  /** End of the range. */
  readonly to: Fraction;
}

const HUNDRED = Fraction.of(100);

/**
 * Returns the exact cost of units by the charge model, list by list, before discount, maximum and minimum. After a
 * price change, tiers and packages continue where the previous price list stopped.
 */
export function priceUnits(units: readonly PricedUnits[]): Fraction[] {
  const { model } = units[0]!.pricing;
  const total = units.at(-1)!.to;
  switch (model) {
    case 'unit':
      return units.map(({ pricing, from, to }) => to.minus(from).times(Fraction.of(pricing.unitPrice!)));
    case 'cost_plus':
      return units.map(({ pricing, from, to }) =>
        to.minus(from).times(Fraction.of(pricing.multiplier ?? '1')),
      );
    case 'percentage':
      return units.map(({ pricing, from, to }) => {
        const free = Fraction.of(pricing.freeAmount ?? '0');
        return to.max(free).minus(from.max(free)).times(percent(pricing.ratePercent));
      });
    case 'graduated':
    case 'graduated_percentage':
      return units.map(({ pricing, from, to }, index) => graduated(pricing.tiers!, from, to, index === 0));
    case 'volume':
      return units.map(({ pricing, from, to }, index) => {
        const tier = tierOf(pricing.tiers!, total);
        const flat = tier.flatFee === undefined ? Fraction.ZERO : Fraction.of(tier.flatFee);
        return to
          .minus(from)
          .times(Fraction.of(tier.unitPrice ?? '0'))
          .plus(flat.times(shareOf(from, to, total, index)));
      });
    case 'stairstep':
      return units.map(({ pricing, from, to }, index) =>
        Fraction.of(tierOf(pricing.tiers!, total).flatFee!).times(shareOf(from, to, total, index)),
      );
    case 'package':
      return units.map(({ pricing, from, to }) => {
        const begun = (quantity: Fraction): Fraction =>
          quantity.over(Fraction.of(pricing.packageSize!)).ceiling();
        return begun(to).minus(begun(from)).times(Fraction.of(pricing.packagePrice!));
      });
    default:
      throw new Error(`${model} prices no units`);
  }
}

const percent = (rate: string | undefined): Fraction => Fraction.of(rate ?? '0').over(HUNDRED);

/**
 * Returns the share of a tier's flat fee for the units of one price list. Without usage, the flat fee of the first
 * list's tier is due.
 */
function shareOf(from: Fraction, to: Fraction, total: Fraction, list: number): Fraction {
  if (total.isZero) return list === 0 ? Fraction.ONE : Fraction.ZERO;
  return to.minus(from).over(total);
}

/** Returns the tier of a quantity. An upper bound belongs to the tier below it. */
export function tierOf(tiers: readonly TierCase[], quantity: Fraction): TierCase {
  const reached = tiers.find(({ upTo }) => upTo === null || !quantity.isAbove(Fraction.of(upTo)));
  if (!reached) throw new Error('beyond the last tier');
  return reached;
}

/**
 * Returns the cost of units in graduated tiers. The flat fee of the first tier is due if `begins` is true, and
 * the flat fee of a later tier is due with its first unit.
 * @param begins true if these are the first units
 */
function graduated(tiers: readonly TierCase[], from: Fraction, to: Fraction, begins: boolean): Fraction {
  let lower = Fraction.ZERO;
  let amount = Fraction.ZERO;
  for (const [index, { upTo, unitPrice, ratePercent, flatFee }] of tiers.entries()) {
    const within = (quantity: Fraction): Fraction =>
      (upTo === null ? quantity : quantity.min(Fraction.of(upTo))).max(lower);
    const price = unitPrice === undefined ? percent(ratePercent) : Fraction.of(unitPrice);
    amount = amount.plus(within(to).minus(within(from)).times(price));
    const isEntered = index === 0 ? begins : to.isAbove(lower) && !from.isAbove(lower);
    if (flatFee !== undefined && isEntered) amount = amount.plus(Fraction.of(flatFee));
    if (upTo === null) break;
    lower = Fraction.of(upTo);
  }
  return amount;
}
