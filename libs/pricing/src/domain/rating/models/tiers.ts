import type { Tier } from '#contracts/domain';
import { DomainError, Exact } from '#platform/domain';

/** Price of one tier, not rounded. */
export interface PricedTier {
  /** Index from 0. */
  readonly tier: number;
  /** Number of units in the tier, or number of packages, rounded up. */
  readonly quantity: Exact;
  readonly amount: Exact;
}

const decimal = (value: string | null | undefined): Exact => new Exact(value ?? 0);

/**
 * Counts packages: a partial package counts as a whole one, and zero usage needs none
 * (docs/rules/rating.md#packages).
 */
export function startedPackages(quantity: Exact, size: string): Exact {
  return quantity.div(size).ceil();
}

/** Prices each slice at its tier's price. */
export function priceGraduated(tiers: readonly Tier[], quantity: Exact): PricedTier[] {
  ensureCovered(tiers, quantity);
  return tiers.flatMap((tier, index) => {
    const lower = index === 0 ? new Exact(0) : decimal(tiers[index - 1]!.upTo);
    if (index > 0 && quantity.lte(lower)) return [];
    const upper = isOpen(tier) ? quantity : Exact.min(quantity, decimal(tier.upTo));
    return [priceInTier(tier, index, upper.minus(lower))];
  });
}

/** Prices the whole quantity at the tier that it reaches. */
export function priceVolume(tiers: readonly Tier[], quantity: Exact): PricedTier[] {
  const index = tierOf(tiers, quantity);
  return [priceInTier(tiers[index]!, index, quantity)];
}

/**
 * Returns the flat fee of the tier that the quantity reaches or, if the tier has no flat fee, its unit price. Without
 * usage, the first tier applies.
 */
export function priceStairstep(tiers: readonly Tier[], quantity: Exact): PricedTier[] {
  const index = tierOf(tiers, quantity);
  const { flatFee, unitPrice } = tiers[index]!;
  return [{ tier: index, quantity, amount: decimal(flatFee ?? unitPrice) }];
}

function priceInTier(tier: Tier, index: number, units: Exact): PricedTier {
  const quantity = tier.packageSize ? startedPackages(units, tier.packageSize) : units;
  const amount = quantity
    .times(decimal(tier.unitPrice))
    .plus(units.times(decimal(tier.ratePercent)).div(100))
    .plus(decimal(tier.flatFee));
  return {
    tier: index,
    quantity,
    amount: tier.maxAmount ? Exact.min(amount, tier.maxAmount) : amount,
  };
}

function tierOf(tiers: readonly Tier[], quantity: Exact): number {
  ensureCovered(tiers, quantity);
  return tiers.findIndex((tier) => isOpen(tier) || quantity.lte(tier.upTo!));
}

function isOpen({ upTo }: Tier): boolean {
  return upTo === null || upTo === undefined;
}

/** Rejects a quantity beyond the last tier, because it has no agreed price and must not be priced at zero. */
function ensureCovered(tiers: readonly Tier[], quantity: Exact): void {
  const last = tiers.at(-1)!;
  if (!isOpen(last) && quantity.gt(last.upTo!))
    throw new DomainError('billing.beyond_last_tier', { quantity: quantity.toFixed(), upTo: last.upTo! });
}
