import type { MarginRow } from '../../../api/types.js';

/**
 * Returns true if a margin is meaningful: its costs are known, and invoices were issued or no month remains to be
 * issued. Costs are not a loss while their months can still be invoiced.
 */
export function isMeaningful({ margin, marginPercent, unissuedMonths }: MarginRow): boolean {
  return margin !== null && (marginPercent !== null || unissuedMonths.length === 0);
}

export function isLossMaking(row: MarginRow): boolean {
  return isMeaningful(row) && row.margin?.startsWith('-') === true;
}
