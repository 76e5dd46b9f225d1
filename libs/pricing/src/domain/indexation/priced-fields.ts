import type { Pricing, Tier } from '#contracts/domain';
import { Exact } from '#platform/domain';

/** Price fields that are amounts: fees, package prices, minimums and maximums. */
const AMOUNTS = [
  'amount',
  'packagePrice',
  'minAmount',
  'maxAmount',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
] as const;
/**
 * Price fields per unit. Percentages are excluded, because their result already follows the amount to which they apply.
 */
const UNIT_PRICES = ['unitPrice', 'shortfallPrice'] as const;
const TIER_AMOUNTS = ['flatFee', 'maxAmount'] as const;
const TIER_UNIT_PRICES = ['unitPrice'] as const;

/** Prices by the field of a charge's terms. */
export type PricesByField = Readonly<Record<string, string>>;

/** The amounts and unit prices of a charge's terms. */
export function pricesOf(pricing: Pricing): {
  readonly amounts: PricesByField;
  readonly unitPrices: PricesByField;
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
export function withPrices(pricing: Pricing, prices: PricesByField): Pricing {
  const changed = Object.fromEntries(
    [...AMOUNTS, ...UNIT_PRICES].flatMap((field) => (field in prices ? [[field, prices[field]]] : [])),
  );
  const tiers = pricing.tiers?.map((tier, index) => ({
    ...tier,
    ...Object.fromEntries(
      [...TIER_AMOUNTS, ...TIER_UNIT_PRICES].flatMap((field) =>
        tierFieldKey(index, field) in prices ? [[field, prices[tierFieldKey(index, field)]]] : [],
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

/** Returns true when both terms have the same prices in the same fields, regardless of trailing zeros. */
export function hasSamePrices(a: Pricing, b: Pricing): boolean {
  const [one, other] = [allPricesOf(a), allPricesOf(b)];
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every((fieldKey) => other[fieldKey] !== undefined && new Exact(one[fieldKey]!).eq(other[fieldKey]))
  );
}

/** Returns `pricing` with the prices of `first`. */
export const copyPrices = (pricing: Pricing, first: Pricing): Pricing =>
  withPrices(pricing, allPricesOf(first));

function allPricesOf(pricing: Pricing): PricesByField {
  const { amounts, unitPrices } = pricesOf(pricing);
  return { ...amounts, ...unitPrices };
}

function collect(
  pricing: Pricing,
  fields: readonly (keyof Pricing)[],
  tierFields: readonly (keyof Tier)[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const addPrice = (fieldKey: string, value: unknown): void => {
    if (typeof value === 'string') found[fieldKey] = value;
  };
  for (const field of fields) addPrice(field, pricing[field]);
  for (const [index, tier] of (pricing.tiers ?? []).entries())
    for (const field of tierFields) addPrice(tierFieldKey(index, field), tier[field]);
  return found;
}

const tierFieldKey = (tier: number, field: string): string => `${tier} ${field}`;
