import type { Pricing, Tier } from '#contracts/domain';
import { Exact } from '#platform/domain';

/** Price fields that are amounts: fees, minimums and maximums. */
const AMOUNTS = [
  'amount',
  'packagePrice',
  'minAmount',
  'maxAmount',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
] as const;
/** Price fields per unit. Percentages follow their base amount, so they stay unchanged. */
const UNIT_PRICES = ['unitPrice', 'shortfallPrice'] as const;
const TIER_AMOUNTS = ['flatFee', 'maxAmount'] as const;
const TIER_UNIT_PRICES = ['unitPrice'] as const;

/** Prices by the field of a charge's terms. */
export type PricesByPlace = Readonly<Record<string, string>>;

/** The amounts and unit prices of a charge's terms. */
export function pricesOf(pricing: Pricing): {
  readonly amounts: PricesByPlace;
  readonly unitPrices: PricesByPlace;
} {
  const committed = pricing.commitment?.amount;
  return {
    amounts: {
      ...collect(pricing, AMOUNTS, TIER_AMOUNTS),
      ...(committed && { commitment: committed }),
    },
    unitPrices: collect(pricing, UNIT_PRICES, TIER_UNIT_PRICES),
  };
}

/** Replaces the given prices in the terms. */
export function withPrices(pricing: Pricing, prices: PricesByPlace): Pricing {
  const changed = Object.fromEntries(
    [...AMOUNTS, ...UNIT_PRICES].flatMap((field) => (field in prices ? [[field, prices[field]]] : [])),
  );
  const tiers = pricing.tiers?.map((tier, index) => ({
    ...tier,
    ...Object.fromEntries(
      [...TIER_AMOUNTS, ...TIER_UNIT_PRICES].flatMap((field) =>
        placeIn(index, field) in prices ? [[field, prices[placeIn(index, field)]]] : [],
      ),
    ),
  }));
  return {
    ...pricing,
    ...changed,
    ...(tiers && { tiers }),
    ...(pricing.commitment && 'commitment' in prices
      ? { commitment: { ...pricing.commitment, amount: prices['commitment'] } }
      : {}),
  };
}

/** Whether the same fields have the same prices, regardless of trailing zeros. */
export function hasSamePrices(a: Pricing, b: Pricing): boolean {
  const [one, other] = [everyPriceOf(a), everyPriceOf(b)];
  const places = Object.keys(one);
  return (
    places.length === Object.keys(other).length &&
    places.every((place) => other[place] !== undefined && new Exact(one[place]!).eq(other[place]))
  );
}

/** Copies the prices of a first charge to another charge's terms. */
export const pricedAs = (pricing: Pricing, first: Pricing): Pricing =>
  withPrices(pricing, everyPriceOf(first));

function everyPriceOf(pricing: Pricing): PricesByPlace {
  const { amounts, unitPrices } = pricesOf(pricing);
  return { ...amounts, ...unitPrices };
}

function collect(
  pricing: Pricing,
  fields: readonly (keyof Pricing)[],
  tierFields: readonly (keyof Tier)[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const take = (place: string, value: unknown): void => {
    if (typeof value === 'string') found[place] = value;
  };
  for (const field of fields) take(field, pricing[field]);
  for (const [index, tier] of (pricing.tiers ?? []).entries())
    for (const field of tierFields) take(placeIn(index, field), tier[field]);
  return found;
}

const placeIn = (tier: number, field: string): string => `${tier} ${field}`;
