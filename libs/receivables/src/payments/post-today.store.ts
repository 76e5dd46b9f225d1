import { type EntryToPost, lockPostingDay, postEntries } from '#invoicing';
import type { Transaction } from '#platform';
import type { ReceivablePosting } from '../domain/ledger/receivable-postings.js';
import { type Rated, ratedEntry } from './rated-entry.js';
import { loadSellerDay } from './recording.queries.js';

/** A change of a document or payment, to be posted at its exchange rate. */
export interface ChangeToPost {
  readonly rated: Rated;
  readonly source: EntryToPost['source'];
  /** Day of the document or payment, which the change cannot precede. */
  readonly notBefore: string;
  readonly postings: readonly ReceivablePosting[];
}

/**
 * Posts a change of a locked document or payment on the seller's current day, or on the first day of the next open
 * month. Returns the posting date.
 */
export async function postToday(
  tx: Transaction,
  { rated, source, notBefore, postings }: ChangeToPost,
): Promise<string> {
  const today = await loadSellerDay(tx, rated.legalEntityId);
  const day = today < notBefore ? notBefore : today;
  const postingDate = await lockPostingDay(tx, rated.legalEntityId, day);
  await postEntries(tx, [{ entry: ratedEntry(rated, source, postingDate), postings }]);
  return postingDate;
}
