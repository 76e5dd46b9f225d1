import { type FieldFault, fromMinor } from '#platform/domain';
import { type AllocatableItem, closedCode } from './allocation-faults.js';

/** Returns the largest amount for which a credit note can be used for a document, in minor units. */
export function largestSetOff(credit: AllocatableItem, item: AllocatableItem | undefined): bigint {
  const available = -credit.openMinor;
  return item && item.openMinor < available ? item.openMinor : available;
}

/**
 * Returns the fault of using an open credit note for a document; undefined if there is none.
 * @param item the document; undefined if it does not exist
 */
export function findSetOffFault(
  credit: AllocatableItem,
  item: AllocatableItem | undefined,
  amountMinor: bigint,
): FieldFault | undefined {
  const { currency } = credit;
  const at = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer,
    code: `receivables.${code}`,
    params,
  });
  if (!item) return at('/documentId', 'item_not_found');
  if (item.legalEntityId !== credit.legalEntityId) return at('/documentId', 'item_of_other_seller');
  if (item.customerId !== credit.customerId) return at('/documentId', 'item_of_other_customer');
  if (item.currency !== currency) return at('/documentId', 'item_of_other_currency', { currency });
  if (item.openMinor <= 0n) return at('/documentId', closedCode(item));
  if (amountMinor <= 0n) return at('/amount', 'amount_not_positive');
  if (amountMinor > item.openMinor)
    return at('/amount', 'exceeds_open', { open: fromMinor(item.openMinor, currency), currency });
  if (amountMinor > -credit.openMinor)
    return at('/amount', 'exceeds_credit', { left: fromMinor(-credit.openMinor, currency), currency });
  return undefined;
}
