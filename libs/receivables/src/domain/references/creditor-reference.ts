import { checkDigits97 } from '#platform/domain';
import { compact } from '../compact.js';

/** Maximum length of a reference after `RF` and the two check digits (ISO 11649). */
const MAX_LENGTH = 21;

/**
 * Returns the creditor reference (ISO 11649) of a document number: `RF`, two check digits, and the number without
 * punctuation. Banks reject a mistyped reference.
 * @returns null if the number is too long, or has no letters and digits
 */
export function creditorReference(number: string): string | null {
  const reference = compact(number);
  if (reference === '' || reference.length > MAX_LENGTH) return null;
  return `RF${checkDigits97('RF', reference)}${reference}`;
}

/** References to quote in a transfer, so that the payment is matched with the document. */
export interface PaymentReference {
  readonly number: string;
  /** Creditor reference (ISO 11649); null if the document number is too long. */
  readonly creditorReference: string | null;
}

interface PayableDocument {
  /** Null for a draft. */
  readonly number: string | null;
  readonly documentType: 'invoice' | 'credit_note' | 'correction';
  /** Whether the buyer has to pay the document. */
  readonly isPayable: boolean;
}

/** Returns the reference of a document; null if no payment is due for it. */
export function paymentReferenceOf({
  number,
  documentType,
  isPayable,
}: PayableDocument): PaymentReference | null {
  if (number === null || documentType === 'credit_note' || !isPayable) return null;
  return { number, creditorReference: creditorReference(number) };
}
