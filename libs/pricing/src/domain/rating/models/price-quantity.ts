import type { Charge, Tier } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { pricePercentage } from './percentage.js';
import { priceGraduated, priceStairstep, priceVolume, startedPackages } from './tiers.js';

/** The quantity that a charge prices, after conversion and without its allowance. */
export interface Priceable {
  readonly quantity: Exact;
  /** Used by percentage models; other models use the quantity. */
  readonly events: readonly Exact[];
  /** True if the quantity is final for the period: it comes from a final run, or from the last run in the input. */
  readonly settled: boolean;
}

export interface PriceStep {
  /** Index from 0. */
  readonly tier: number;
  /** Null for a flat amount. */
  readonly quantity: Exact | null;
  readonly amount: Exact;
  readonly freeAmount: Exact | null;
  readonly freeEvents: number | null;
  /** Index (from 0) of the prices that applied, because prices can change within the period. */
  readonly terms: number;
}

export interface Price {
  /** Before any discount and not rounded: the sum of the steps. */
  readonly gross: Exact;
  readonly steps: readonly PriceStep[];
}

const decimal = (value: string | null | undefined): Exact => new Exact(value ?? 0);

/** Returns the price of a quantity by the charge's model, never rounded. */
export function priceQuantity(charge: Charge, of: Priceable): Price {
  const steps = stepsOf(charge, of).map((step) => ({
    freeAmount: null,
    freeEvents: null,
    terms: 0,
    ...step,
  }));
  return { gross: sumOf(steps, ({ amount }) => amount), steps };
}

type Step = Pick<PriceStep, 'tier' | 'quantity' | 'amount'> & Partial<PriceStep>;

function stepsOf(charge: Charge, of: Priceable): readonly Step[] {
  const { quantity } = of;
  const tiers = charge.tiers ?? [];
  const single = (amount: Exact, counted: Exact | null = quantity): readonly Step[] => [
    { tier: 0, quantity: counted, amount },
  ];
  switch (charge.model) {
    case 'flat':
      return single(decimal(charge.amount), null);
    case 'unit':
      return single(quantity.times(decimal(charge.unitPrice)));
    case 'cost_plus':
      return single(quantity.times(charge.multiplier ?? 1));
    case 'package': {
      const paid = Exact.max(quantity.minus(decimal(charge.freeUnits)), 0);
      const packages = startedPackages(paid, charge.packageSize!);
      return single(packages.times(decimal(charge.packagePrice)), packages);
    }
    case 'graduated':
    case 'graduated_percentage':
      return priceGraduated(tiers, quantity);
    case 'volume':
      return priceVolume(tiers, quantity);
    case 'stairstep':
      return priceStairstep(tiers, quantity);
    case 'percentage':
      return [{ tier: 0, ...pricePercentage(charge, of.events) }];
    case 'hour_bands':
      return priceHourBands(charge, tiers, of);
  }
}

/**
 * Prices the band that the actual hours reach. If hours are agreed, prices only the difference from their band, because
 * the agreed band's fee is billed elsewhere. If the actual hours are in a higher band, the difference is charged as
 * soon as they reach it; if they are in a lower band, the difference is credited once no more hours are expected.
 */
function priceHourBands(
  charge: Charge,
  tiers: readonly Tier[],
  { quantity, settled }: Priceable,
): readonly Step[] {
  const reached = priceVolume(tiers, quantity)[0]!;
  const { contractedQuantity } = charge;
  if (contractedQuantity === null || contractedQuantity === undefined) return [reached];
  const agreed = priceVolume(tiers, new Exact(contractedQuantity))[0]!;
  const difference = reached.amount.minus(agreed.amount);
  return [{ ...reached, amount: settled ? difference : Exact.max(difference, 0) }];
}
