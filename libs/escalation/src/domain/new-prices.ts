import { type IndexStepPart, type Pricing, recurringRevenue } from '#contracts/domain';
import { hasSamePrices } from '#pricing/domain';
import { recurringParts, type RecurringTerms } from '#revenue/domain';

/** An adjustment's change to a charge. */
export interface NewPrices {
  readonly before: Pricing;
  readonly after: Pricing;
  /** The factor applied to the first agreed prices. */
  readonly factor: string;
}

/** New prices by charge key. */
export type PricesByCharge = ReadonlyMap<string, NewPrices>;

export function toNewPrices(parts: readonly IndexStepPart[]): PricesByCharge {
  return new Map(
    parts.flatMap(({ appliedFactor, charges }) =>
      charges.map(({ key, before, after }) => [key, { before, after, factor: appliedFactor }] as const),
    ),
  );
}

/** Returns whether an adjustment changes any price. */
export function changesAnyPrice(prices: PricesByCharge): boolean {
  return [...prices.values()].some(({ before, after }) => !hasSamePrices(before, after));
}

/**
 * Returns monthly recurring revenue on the first day of an adjustment, by the prices before or after it. Ignores a
 * pause on that day.
 */
export function computeMrr(
  terms: RecurringTerms,
  prices: PricesByCharge,
  side: 'before' | 'after',
  day: string,
): string {
  const charges = terms.charges.map((charge) => ({
    ...charge,
    pricing: prices.get(charge.key)?.[side] ?? charge.pricing,
  }));
  return recurringRevenue(recurringParts({ ...terms, charges, pauses: [] }, day), terms.currency).mrr;
}
