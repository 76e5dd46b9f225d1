import {
  escalate,
  type EscalatorFacts,
  type EscalatorTerm,
  type Priced,
  type Pricing,
} from '#contracts/domain';
import { Exact } from '#platform/domain';
import { type PricesByField, pricesOf, withPrices } from './priced-fields.js';

/** Terms of a charge after an index adjustment, with the factor that was applied to the original prices. */
export interface EscalatedPricing {
  readonly rawFactor: string;
  readonly appliedFactor: string;
  readonly pricing: Pricing;
}

/**
 * Returns a charge's prices after an index adjustment. The factor applies to the original prices; amounts are rounded
 * to the currency, and unit prices keep up to 12 decimals unless the terms say otherwise
 * (docs/rules/contracts.md#index-adjustments).
 * @param pricing terms with the original prices
 * @throws DomainError contracts.index_missing, contracts.weights_exceed_one
 */
export function escalatePricing(
  pricing: Pricing,
  term: EscalatorTerm,
  facts: Pick<EscalatorFacts, 'index' | 'year'>,
  currency: string,
): EscalatedPricing {
  const { rawFactor, appliedFactor, ...result } = escalate(
    term,
    { ...facts, ...pricesOf(pricing) },
    currency,
  );
  const unitPrices = Object.entries(asRecord(result.unitPrices)).map(([fieldKey, price]) => [
    fieldKey,
    limitDecimals(price),
  ]);
  const priced = { ...asRecord(result.amounts), ...(Object.fromEntries(unitPrices) as PricesByField) };
  return { rawFactor, appliedFactor, pricing: withPrices(pricing, priced) };
}

/** Maximum number of decimals of a price. */
const MAX_DECIMALS = 12;

const limitDecimals = (price: string): string => {
  const exact = new Exact(price);
  return exact.decimalPlaces() <= MAX_DECIMALS
    ? price
    : exact.toDecimalPlaces(MAX_DECIMALS, Exact.ROUND_HALF_UP).toFixed();
};

function asRecord(priced: Priced | null): PricesByField {
  return priced && !Array.isArray(priced) ? (priced as PricesByField) : {};
}
