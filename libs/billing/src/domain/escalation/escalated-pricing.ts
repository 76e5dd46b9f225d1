import {
  escalate,
  type EscalatorFacts,
  type EscalatorTerm,
  type Priced,
  type Pricing,
  type Tier,
} from '#contracts';

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

/** A charge's terms before and after a step. */
export interface EscalatedPricing {
  readonly rawFactor: string;
  readonly appliedFactor: string;
  readonly pricing: Pricing;
}

/**
 * What a charge's prices would be after a step: the factor on the prices first agreed, amounts rounded to the currency, unit
 * prices exact unless the terms say otherwise (domain.md, 2.2 and 2.4).
 * @throws DomainError contracts.index_missing, contracts.weights_exceed_one
 */
export function escalatePricing(
  pricing: Pricing,
  term: EscalatorTerm,
  facts: Pick<EscalatorFacts, 'index' | 'year'>,
  currency: string,
): EscalatedPricing {
  const amounts = collect(pricing, AMOUNTS, TIER_AMOUNTS);
  const unitPrices = collect(pricing, UNIT_PRICES, ['unitPrice']);
  const committed = pricing.commitment?.amount;
  if (committed) amounts['commitment'] = committed;
  const { rawFactor, appliedFactor, ...result } = escalate(term, { ...facts, amounts, unitPrices }, currency);
  const priced = { ...asRecord(result.amounts), ...asRecord(result.unitPrices) };
  return { rawFactor, appliedFactor, pricing: apply(pricing, priced) };
}

function collect(
  pricing: Pricing,
  fields: readonly (keyof Pricing)[],
  tierFields: readonly (keyof Tier)[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const take = (key: string, value: unknown): void => {
    if (typeof value === 'string') found[key] = value;
  };
  for (const field of fields) take(field, pricing[field]);
  for (const [index, tier] of (pricing.tiers ?? []).entries())
    for (const field of tierFields) take(`${index} ${field}`, tier[field]);
  return found;
}

function apply(pricing: Pricing, priced: Readonly<Record<string, string>>): Pricing {
  const changed = Object.fromEntries(
    [...AMOUNTS, ...UNIT_PRICES].flatMap((field) => (field in priced ? [[field, priced[field]]] : [])),
  );
  const tiers = pricing.tiers?.map((tier, index) => ({
    ...tier,
    ...Object.fromEntries(
      [...TIER_AMOUNTS, 'unitPrice' as const].flatMap((field) =>
        `${index} ${field}` in priced ? [[field, priced[`${index} ${field}`]]] : [],
      ),
    ),
  }));
  return {
    ...pricing,
    ...changed,
    ...(tiers && { tiers }),
    ...(pricing.commitment && 'commitment' in priced
      ? { commitment: { ...pricing.commitment, amount: priced['commitment'] } }
      : {}),
  };
}

function asRecord(priced: Priced | null): Readonly<Record<string, string>> {
  return priced && !Array.isArray(priced) ? (priced as Readonly<Record<string, string>>) : {};
}
