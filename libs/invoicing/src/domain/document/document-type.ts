import type { DocumentKind } from './invoice-state.js';

/**
 * As what a document is titled and numbered. A month whose total is below zero is a credit note: its lines keep their signs, and the
 * customer receives the total.
 * @param grossMinor of the whole document, of a group's over all its contracts; minor units
 */
export function documentTypeOf(kind: DocumentKind, grossMinor: bigint): DocumentKind {
  return kind === 'invoice' && grossMinor < 0n ? 'credit_note' : kind;
}

/** Whether a document bills a month and is a credit note all the same. */
export function isCreditedMonth({
  kind,
  documentType,
}: {
  readonly kind: DocumentKind;
  readonly documentType: DocumentKind;
}): boolean {
  return kind === 'invoice' && documentType === 'credit_note';
}
