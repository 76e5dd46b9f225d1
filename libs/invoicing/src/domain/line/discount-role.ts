import type { DiscountRole } from '../calculation/fold-discounts.js';
import type { DraftLine } from './draft-line.js';

/**
 * Returns the role of an issued invoice's line in the discounts on the whole invoice. Discounts don't apply to a
 * correction of another month, which already includes the discounts of that month.
 * @param monthFrom as for `isDiscountable`
 */
export function discountRole(
  line: Pick<DraftLine, 'kind' | 'place' | 'params'> & { readonly correctsInvoiceId: string | null },
  monthFrom: string,
): DiscountRole {
  if (line.correctsInvoiceId !== null) return 'apart';
  if (line.place?.component === 'discount') return 'discount';
  return isDiscountable(line, monthFrom) ? 'lessened' : 'apart';
}

/**
 * Returns true when discounts on the whole invoice reduce a line. They exclude deposits, guarantees, and charges that
 * count by year, which bill differences to earlier months.
 * @param monthFrom the first day of the invoice's month
 */
export function isDiscountable(
  { kind, place, params }: Pick<DraftLine, 'kind' | 'place' | 'params'>,
  monthFrom: string,
): boolean {
  if (kind === 'performance' || place?.component === 'deposit') return false;
  return place === null || (place.counterFrom >= monthFrom && params.countsBy !== 'year');
}
