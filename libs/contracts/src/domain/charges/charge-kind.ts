import type { Pricing } from './pricing.js';

/** The kind of a charge: a flat amount, usage, billing by hour bands, or only a minimum. */
export type ChargeKind = 'fee' | 'usage' | 'hour_bands' | 'minimum';

/** Matches zero as text. Malformed decimals are rejected elsewhere. */
const ZERO_PATTERN = /^0+(\.0+)?$/;

/**
 * Returns the kind of a charge. A charge with a minimum that prices usage at zero is of the kind `minimum`, because
 * another charge prices the usage.
 */
export function kindOf(pricing: Pricing): ChargeKind {
  if (pricing.model === 'flat') return 'fee';
  if (pricing.model === 'hour_bands') return 'hour_bands';
  const isFree = pricing.model === 'unit' && ZERO_PATTERN.test(pricing.unitPrice ?? '0');
  return isFree && hasMinimum(pricing) ? 'minimum' : 'usage';
}

function hasMinimum({ minAmount, minQuantity, minRamp, contractedQuantity }: Pricing): boolean {
  return Boolean(minAmount ?? minQuantity ?? (minRamp?.length ? contractedQuantity : null));
}
