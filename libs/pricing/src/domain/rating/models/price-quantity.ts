import type { Charge, Tier } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { pricePercentage } from './percentage.js';
import { priceGraduated, priceStairstep, priceVolume, startedPackages } from './tiers.js';

/** What a charge is priced on: converted, and less its allowance. */
export interface Priceable {
  readonly quantity: Exact;
  /** Of a percentage; else the quantity counts. */
  readonly events: readonly Exact[];
  /** The quantity is all that the period will have: a final run's, or that of the last run that is described. */
  readonly settled: boolean;
}

export interface PriceStep {
  /** Position, from 0. */
  readonly tier: number;
  /** Null of a flat amount. */
  readonly quantity: Exact | null;
  readonly amount: Exact;
  readonly freeAmount: Exact | null;
  readonly freeEvents: number | null;
  /** Which of the prices that a charge had in the course of the period it is at, from 0. */
  readonly terms: number;
}

export interface Price {
  /** Before any discount, not rounded: what the steps add up to. */
  readonly gross: Exact;
  readonly steps: readonly PriceStep[];
}

const decimal = (value: string | null | undefined): Exact => new Exact(value ?? 0);

/** The price step of a charge by its model, never rounded. */
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
 * Hours are agreed, and their band's fee is billed elsewhere: here is what the band of the hours run costs more (a recharge) or
 * less (a refund). A band that is left upwards is certain at once; a refund waits until no more hours are to come.
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
