import { type Fraction, partOf, type Pricing } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { rampPercent } from '#pricing/domain';
import type { Counter } from './counter.js';

type OptionalDecimal = string | null | undefined;

/**
 * Returns the terms of one rated period. For a partly billed month or year, allowances, minimums and commitments are
 * prorated by days, but tier bounds are not (docs/rules/rating.md#change-inside-a-period). A ramp is applied to the
 * minimum: in a yearly rated period, each month contributes a twelfth at its own percentage.
 * @param includedIn returns the rated period's share of a quantity that is included in the whole month or year
 */
export function appliedTerms(
  pricing: Pricing,
  { share, months }: Pick<Counter, 'share' | 'months'>,
  includedIn: (agreed: string) => string,
): Pricing {
  const { minRamp, commitment, contractedQuantity } = pricing;
  const minQuantity = pricing.minQuantity ?? (minRamp?.length ? contractedQuantity : null);
  const ramp = meanPercent(minRamp ?? [], months);
  const floor = (agreed: OptionalDecimal): string | null =>
    isGiven(agreed) ? part(new Exact(agreed).times(ramp).div(100), share) : null;
  const included = (agreed: OptionalDecimal): string | null => (isGiven(agreed) ? includedIn(agreed) : null);
  const applied: Pricing = {
    ...pricing,
    includedQuantity: included(pricing.includedQuantity),
    includedQuantityPerMachine: included(pricing.includedQuantityPerMachine),
    freeUnits: included(pricing.freeUnits),
    minAmount: floor(pricing.minAmount),
    minQuantity: floor(minQuantity),
    minQuantityPerMachine: floor(pricing.minQuantityPerMachine),
    minRamp: null,
    // Without billed days, a commitment of zero would turn all usage into overage, so the commitment is omitted.
    commitment:
      commitment && share.used > 0
        ? {
            ...commitment,
            quantity: isGiven(commitment.quantity) ? part(new Exact(commitment.quantity), share) : null,
            amount: isGiven(commitment.amount) ? part(new Exact(commitment.amount), share) : null,
          }
        : null,
    tiers:
      pricing.model === 'hour_bands'
        ? pricing.tiers?.map((tier) => ({ ...tier, flatFee: part(new Exact(tier.flatFee ?? 0), share) }))
        : pricing.tiers,
  };
  return withoutEmptyFields(applied);
}

/** Removes empty fields, so that the charge shows only what was agreed. */
function withoutEmptyFields(pricing: Pricing): Pricing {
  return Object.fromEntries(
    Object.entries(pricing).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as Pricing;
}

function meanPercent(ramp: NonNullable<Pricing['minRamp']>, months: readonly number[]): Exact {
  return sumOf(months, (month) => rampPercent(ramp, month)).div(Math.max(months.length, 1));
}

const isGiven = (value: OptionalDecimal): value is string => value !== null && value !== undefined;
const part = (amount: Exact, share: Fraction): string => partOf(amount, share).toFixed();
