import { Exact } from '#platform/domain';
import type { Pricing } from './pricing.js';

const decimal = (value: string | null | undefined): Exact => new Exact(value ?? 0);

/**
 * Returns the price of a unit that is missing from a minimum quantity: the price that the contract sets or, by default,
 * the model's price per unit, for tiers that of the first tier (docs/rules/rating.md#minimum). Null if the model has no
 * such price.
 */
export function shortfallPriceOf(pricing: Pricing): Exact | null {
  if (pricing.shortfallPrice !== null && pricing.shortfallPrice !== undefined)
    return new Exact(pricing.shortfallPrice);
  const tier = pricing.tiers?.[0];
  switch (pricing.model) {
    case 'unit':
      return decimal(pricing.unitPrice);
    case 'cost_plus':
      return new Exact(pricing.multiplier ?? 1);
    case 'package':
      return decimal(pricing.packagePrice).div(pricing.packageSize!);
    case 'graduated':
    case 'volume':
      return decimal(tier?.unitPrice).div(tier?.packageSize ?? 1);
    case 'graduated_percentage':
      return decimal(tier?.ratePercent).div(100);
    case 'percentage':
      return decimal(pricing.ratePercent).div(100);
    case 'flat':
    case 'stairstep':
    case 'hour_bands':
      return null;
  }
}
