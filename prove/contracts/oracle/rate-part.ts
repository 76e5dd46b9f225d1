import type { PricingCase } from '../contract-case.js';
import { Fraction } from './fraction.js';
import { priceUnits, type PricedUnits } from './price-lists.js';

/** Usage at one price list, by machine. */
export interface UsedAtPrices {
  readonly pricing: PricingCase;
  readonly byMachine: readonly Fraction[];
}

/** A segment of a charge that is rated as a whole, because only its prices change. */
export interface RatedPart {
  readonly used: readonly UsedAtPrices[];
  /** Included quantity of a pool, after proration by days. */
  readonly included: Fraction;
  /** Included quantity of each separately rated machine, after proration by days. */
  readonly includedOfMachine: readonly Fraction[];
  /** Share of a whole period's minimum and commitment that is due for the contract. */
  readonly share: Fraction;
  /** Share that is due for each machine. */
  readonly shareOfMachine: readonly Fraction[];
  readonly decimals: number;
  /** True if minimums and unused commitments are due; false while an annual quantity is not final. */
  readonly isFinal: boolean;
}

/** Rounded amounts. */
export interface RatedAmounts {
  readonly usage: Fraction;
  readonly trueUp: Fraction;
}

/**
 * Rates a part: converts and rounds the quantity, then applies allowance, price, discount, maximum and minimum, and
 * rounds the amount. This is done once for a pool, or for each machine separately.
 */
export function ratePart(part: RatedPart): RatedAmounts {
  const { used, included, includedOfMachine, shareOfMachine } = part;
  const { pooling } = used[0]!.pricing;
  const machines = used[0]!.byMachine.length;
  if (pooling !== 'per_machine') {
    const pool = rateTogether(
      part,
      part.used.map(({ byMachine }) => Fraction.sum(byMachine)),
      included,
      part.share,
    );
    return { ...pool, trueUp: pool.trueUp.plus(floorsOfMachines(part)) };
  }
  let [usage, trueUp] = [Fraction.ZERO, floorsOfMachines(part)];
  for (let machine = 0; machine < machines; machine += 1) {
    const alone = rateTogether(
      part,
      used.map(({ byMachine }) => byMachine[machine]!),
      includedOfMachine[machine]!,
      shareOfMachine[machine]!,
    );
    usage = usage.plus(alone.usage);
    trueUp = trueUp.plus(alone.trueUp);
  }
  return { usage, trueUp };
}

function rateTogether(
  { used, decimals, isFinal }: RatedPart,
  quantities: readonly Fraction[],
  included: Fraction,
  share: Fraction,
): RatedAmounts {
  const { pricing } = used.at(-1)!;
  let counted = Fraction.ZERO;
  const units: PricedUnits[] = used.map((one, index) => {
    const priced = (quantity: Fraction): Fraction =>
      convert(one.pricing, quantity).minus(included).max(Fraction.ZERO);
    const from = priced(counted);
    counted = counted.plus(quantities[index]!);
    return { pricing: one.pricing, from, to: priced(counted) };
  });
  const gross = priceUnits(units);
  let amount = pricing.commitment
    ? discounted(pricing, commit(pricing, units, gross[0]!, share, isFinal))
    : Fraction.sum(units.map((one, index) => discounted(one.pricing, gross[index]!)));
  if (pricing.maxAmount !== undefined) amount = amount.min(Fraction.of(pricing.maxAmount));
  const usage = amount.round(decimals);
  return {
    usage,
    trueUp: isFinal ? trueUpOf(pricing, convert(pricing, counted), usage, share, decimals) : Fraction.ZERO,
  };
}

function discounted({ discountPercent }: PricingCase, amount: Fraction): Fraction {
  return amount.times(Fraction.ONE.minus(Fraction.of(discountPercent ?? '0').over(Fraction.of(100))));
}

/** Applies a commitment: overage costs more, and an unused commitment is due if this is agreed. */
function commit(
  { commitment }: PricingCase,
  units: readonly PricedUnits[],
  gross: Fraction,
  share: Fraction,
  isFinal: boolean,
): Fraction {
  if (!commitment) return gross;
  const [only] = units as [PricedUnits];
  const committed =
    commitment.amount === undefined
      ? priceUnits([{ ...only, from: Fraction.ZERO, to: Fraction.of(commitment.quantity!).times(share) }])[0]!
      : Fraction.of(commitment.amount).times(share);
  if (gross.isAbove(committed))
    return committed.plus(gross.minus(committed).times(Fraction.of(commitment.overageFactor ?? '1')));
  return commitment.trueUp && isFinal ? committed : gross;
}

function trueUpOf(
  { minAmount, minQuantity, shortfallPrice }: PricingCase,
  quantity: Fraction,
  usage: Fraction,
  share: Fraction,
  decimals: number,
): Fraction {
  let trueUp = Fraction.ZERO;
  if (minAmount !== undefined)
    trueUp = Fraction.of(minAmount).times(share).round(decimals).minus(usage).max(Fraction.ZERO);
  if (minQuantity !== undefined) {
    const missing = Fraction.of(minQuantity).times(share).minus(quantity).max(Fraction.ZERO);
    trueUp = trueUp.plus(missing.times(Fraction.of(shortfallPrice!)).round(decimals));
  }
  return trueUp;
}

/** Returns the minimums per machine. They apply to the machine's own quantity before any allowance, even in a pool. */
function floorsOfMachines({ used, shareOfMachine, decimals, isFinal }: RatedPart): Fraction {
  const { pricing } = used.at(-1)!;
  if (pricing.minQuantityPerMachine === undefined || !isFinal) return Fraction.ZERO;
  return Fraction.sum(
    shareOfMachine.map((share, machine) => {
      const quantity = convert(pricing, Fraction.sum(used.map(({ byMachine }) => byMachine[machine]!)));
      const missing = Fraction.of(pricing.minQuantityPerMachine!).times(share).minus(quantity);
      return missing.max(Fraction.ZERO).times(Fraction.of(pricing.shortfallPrice!)).round(decimals);
    }),
  );
}

function convert({ convert: conversion }: PricingCase, quantity: Fraction): Fraction {
  if (!conversion) return quantity;
  const scale = Fraction.of(10n ** BigInt(conversion.decimals));
  const divided = quantity.over(Fraction.of(conversion.divideBy));
  if (conversion.rounding === 'half_away') return divided.round(conversion.decimals);
  const scaled = divided.times(scale);
  return (conversion.rounding === 'up' ? scaled.ceiling() : scaled.floor()).over(scale);
}
