import type { DocumentKind } from './invoice-state.js';

/**
 * Returns the type that determines a document's title and number. A month with a negative total is a credit note: its
 * lines keep their signs, and the total is credited to the customer.
 * @param grossMinor the total of the whole document in minor units; for a billing group, the total of all its contracts
 */
export function documentTypeOf(kind: DocumentKind, grossMinor: bigint): DocumentKind {
  return kind === 'invoice' && grossMinor < 0n ? 'credit_note' : kind;
}

/** Returns true when a document bills a month but is issued as a credit note. */
export function isCreditedMonth({
  kind,
  documentType,
}: {
  readonly kind: DocumentKind;
  readonly documentType: DocumentKind;
}): boolean {
  return kind === 'invoice' && documentType === 'credit_note';
}
