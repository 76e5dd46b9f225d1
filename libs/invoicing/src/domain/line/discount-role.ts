import type { DiscountRole } from '../calculation/fold-discounts.js';
import type { DraftLine } from './draft-line.js';

/** What a line of an issued bill is to its discounts; a correction of another month brought its own. @param monthFrom as `isLessened` */
export function discountRole(
  line: Pick<DraftLine, 'kind' | 'place' | 'params'> & { readonly correctsInvoiceId: string | null },
  monthFrom: string,
): DiscountRole {
  if (line.correctsInvoiceId !== null) return 'apart';
  if (line.place?.component === 'discount') return 'discount';
  return isLessened(line, monthFrom) ? 'lessened' : 'apart';
}

/**
 * Whether discounts of the whole bill lessen a line of it: not a deposit, what a promise came to, or what is counted by the year,
 * of which a month bills a difference to the months before.
 * @param monthFrom first day of the month that the bill is of
 */
export function isLessened(
  { kind, place, params }: Pick<DraftLine, 'kind' | 'place' | 'params'>,
  monthFrom: string,
): boolean {
  if (kind === 'performance' || place?.component === 'deposit') return false;
  return place === null || (place.counterFrom >= monthFrom && params.countsBy !== 'year');
}
