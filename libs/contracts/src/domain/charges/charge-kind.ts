import type { Pricing } from './pricing.js';

/** What a charge is for: a flat amount, what is used, a settlement by bands of hours, or nothing but a minimum. */
export type ChargeKind = 'fee' | 'usage' | 'hour_bands' | 'minimum';

/** Read as text: what is no decimal is refused elsewhere. */
const NOTHING = /^0+(\.0+)?$/;

/** A minimum alone is a price of nothing for what is used: another charge, with a counter of its own, prices that. */
export function kindOf(pricing: Pricing): ChargeKind {
  if (pricing.model === 'flat') return 'fee';
  if (pricing.model === 'hour_bands') return 'hour_bands';
  const isFree = pricing.model === 'unit' && NOTHING.test(pricing.unitPrice ?? '0');
  return isFree && hasMinimum(pricing) ? 'minimum' : 'usage';
}

function hasMinimum({ minAmount, minQuantity, minRamp, contractedQuantity }: Pricing): boolean {
  return Boolean(minAmount ?? minQuantity ?? (minRamp?.length ? contractedQuantity : null));
}
