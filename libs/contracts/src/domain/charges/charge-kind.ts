import type { Pricing } from './pricing.js';

/** The kind of a charge: a flat amount, usage, settlement by bands of hours, or a minimum alone. */
export type ChargeKind = 'fee' | 'usage' | 'hour_bands' | 'minimum';

/** Matches as text; malformed decimals are rejected elsewhere. */
const ZERO_PATTERN = /^0+(\.0+)?$/;

/** A minimum alone has a price of zero for usage, which another charge with its own counter prices. */
export function kindOf(pricing: Pricing): ChargeKind {
  if (pricing.model === 'flat') return 'fee';
  if (pricing.model === 'hour_bands') return 'hour_bands';
  const isFree = pricing.model === 'unit' && ZERO_PATTERN.test(pricing.unitPrice ?? '0');
  return isFree && hasMinimum(pricing) ? 'minimum' : 'usage';
}

function hasMinimum({ minAmount, minQuantity, minRamp, contractedQuantity }: Pricing): boolean {
  return Boolean(minAmount ?? minQuantity ?? (minRamp?.length ? contractedQuantity : null));
}
