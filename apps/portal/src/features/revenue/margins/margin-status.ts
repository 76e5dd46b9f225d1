import type { MarginRow } from '../../../api/types.js';

/** Whether a margin tells anything: costs are known, and something was issued for them. Costs alone are no loss yet. */
export function isTold({ margin, marginPercent, unissuedMonths }: MarginRow): boolean {
  return margin !== null && (marginPercent !== null || unissuedMonths.length === 0);
}

export function loses(row: MarginRow): boolean {
  return isTold(row) && row.margin?.startsWith('-') === true;
}
