import type { FieldFault } from '#platform/domain';
import { fromMinor } from '#platform/domain';
import { settledBy, type SettledParts } from './receivable-postings.js';

/** A payment for which an allocation is requested. */
export interface AllocatablePayment {
  readonly legalEntityId: string;
  /** Null if the payer is not known. */
  readonly customerId: string | null;
  readonly currency: string;
  readonly unappliedMinor: bigint;
}

/** A document for which an allocation is requested. */
export interface AllocatableItem {
  readonly id: string;
  readonly legalEntityId: string;
  readonly customerId: string;
  readonly currency: string;
  /** Negative for a credit note. */
  readonly openMinor: bigint;
  /** Whether a part of the document is written off. */
  readonly hasWriteOff: boolean;
}

/** Returns the error code for the payment of a document without an open amount. */
export function closedCode({ hasWriteOff }: Pick<AllocatableItem, 'hasWriteOff'>): string {
  return hasWriteOff ? 'item_written_off' : 'item_not_open';
}

/** A requested allocation of a payment. */
export interface RequestedAllocation extends SettledParts {
  readonly documentId: string;
  /** Used part of the payment, in its currency. */
  readonly paymentMinor: bigint;
}

/**
 * Returns the faults of the requested allocations of one payment: each allocation must settle at most the open amount
 * of a document of the payment's customer and legal entity, and together they must use at most the unapplied amount.
 * @param items the existing ones of the requested documents, by id
 */
export function findAllocationFaults(
  payment: AllocatablePayment,
  items: ReadonlyMap<string, AllocatableItem>,
  requested: readonly RequestedAllocation[],
): FieldFault[] {
  const faults: FieldFault[] = [];
  let unapplied = payment.unappliedMinor;
  const open = new Map([...items.values()].map(({ id, openMinor }) => [id, openMinor]));
  let customerId = payment.customerId;
  for (const [index, one] of requested.entries()) {
    const at = (field: string, code: string, params: FieldFault['params'] = {}): void => {
      faults.push({ pointer: `/allocations/${index}/${field}`, code: `receivables.${code}`, params });
    };
    const item = items.get(one.documentId);
    if (!item) {
      at('documentId', 'item_not_found');
      continue;
    }
    customerId ??= item.customerId;
    if (item.legalEntityId !== payment.legalEntityId) at('documentId', 'item_of_other_seller');
    if (item.customerId !== customerId) at('documentId', 'item_of_other_customer');
    if (item.openMinor <= 0n) at('documentId', closedCode(item));
    if (one.amountMinor <= 0n) at('amount', 'amount_not_positive');
    if (item.currency === payment.currency && one.paymentMinor !== one.amountMinor)
      at('paymentAmount', 'payment_amount_differs');
    const left = open.get(one.documentId)!;
    const settled = settledBy(one);
    if (item.openMinor > 0n && settled > left)
      at('amount', 'exceeds_open', { open: fromMinor(left, item.currency), currency: item.currency });
    open.set(one.documentId, left - settled);
    if (one.paymentMinor > unapplied)
      at('amount', 'exceeds_payment', {
        unapplied: fromMinor(unapplied, payment.currency),
        currency: payment.currency,
      });
    unapplied -= one.paymentMinor;
  }
  return faults;
}
