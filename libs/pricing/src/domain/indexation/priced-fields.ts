import type { Pricing, Tier } from '#contracts/domain';
import { Exact } from '#platform/domain';

/** What of a price is an amount: fees, minimums and maximums. */
const AMOUNTS = [
  'amount',
  'packagePrice',
  'minAmount',
  'maxAmount',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
] as const;
/** What is for a unit. Shares in percent follow what they are of, and are left as they are. */
const UNIT_PRICES = ['unitPrice', 'shortfallPrice'] as const;
const TIER_AMOUNTS = ['flatFee', 'maxAmount'] as const;
const TIER_UNIT_PRICES = ['unitPrice'] as const;

/** Money by the place where a charge's terms say it. */
export type PricesByPlace = Readonly<Record<string, string>>;

/** Amounts of a charge's terms, and its prices for a unit. */
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

/** The terms with other money at the places that are given. */
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

/** Whether the same money stands at the same places, however many zeros it is written with. */
export function hasSamePrices(a: Pricing, b: Pricing): boolean {
  const [one, other] = [everyPriceOf(a), everyPriceOf(b)];
  const places = Object.keys(one);
  return (
    places.length === Object.keys(other).length &&
    places.every((place) => other[place] !== undefined && new Exact(one[place]!).eq(other[place]))
  );
}

/** Another charge's terms, with the money of a first one. */
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
