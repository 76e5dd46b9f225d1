import { plusDays } from '#contracts/domain';
import { lastUseOf } from './mandate.js';

/** Reasons why an open document of a customer with a mandate is not collected. */
export const DEBIT_EXCLUSIONS = [
  'already_collected',
  'disputed',
  'issued_before_mandate',
  'mandate_expired',
  'money_on_account',
  'not_due',
  'notice_too_short',
  'payment_in_progress',
] as const;
export type DebitExclusion = (typeof DEBIT_EXCLUSIONS)[number];

/** An open document of a customer with a mandate. Dates are local to the legal entity, `YYYY-MM-DD`. */
export interface CollectableItem {
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly isDisputed: boolean;
  /** Whether the document is in a debit that the bank has not returned. */
  readonly isInDebit: boolean;
  /** Whether the customer has payments in this currency with an unapplied amount. */
  readonly hasMoneyOnAccount: boolean;
  /** Whether a payment at Stripe is not decided yet. */
  readonly isPaymentInProgress: boolean;
  /** Whether the document was issued after the mandate was registered, so that it announces the collection. */
  readonly isAnnounced: boolean;
  readonly signedOn: string;
  /** The latest day on which money was collected with the mandate. */
  readonly lastCollectedOn: string | null;
}

/** The day of the collection, and the notice period that customers get with the document. */
export interface CollectionTerms {
  readonly collectOn: string;
  /** Minimum number of days between the issue of a document and its collection. */
  readonly noticeDays: number;
}

/**
 * Returns the reason why an item is not collected; null if it is collected. The document itself announces its
 * collection, so the notice period starts on its issue date, and a document from before the mandate announces no
 * collection.
 */
export function findDebitExclusion(
  item: CollectableItem,
  { collectOn, noticeDays }: CollectionTerms,
): DebitExclusion | null {
  if (item.isInDebit) return 'already_collected';
  if (item.isPaymentInProgress) return 'payment_in_progress';
  if (item.isDisputed) return 'disputed';
  if (!item.isAnnounced) return 'issued_before_mandate';
  if (lastUseOf(item.signedOn, item.lastCollectedOn) < collectOn) return 'mandate_expired';
  if (item.hasMoneyOnAccount) return 'money_on_account';
  if (item.dueOn > collectOn) return 'not_due';
  if (plusDays(item.issuedOn, noticeDays) > collectOn) return 'notice_too_short';
  return null;
}

/** Returns whether a bank can still collect on a day: it must receive the file at least a day before. */
export function canCollectOn(collectOn: string, today: string): boolean {
  return collectOn > today;
}
