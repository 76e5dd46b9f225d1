import { lockPostingDay, postEntries } from '#invoicing';
import type { Transaction } from '#platform';
import { postWriteOff } from '../domain/ledger/write-off.js';
import type { LockedItem } from '../payments/balances.queries.js';

/** An approved write-off. */
export interface WriteOffToPost {
  readonly id: string;
  readonly amountMinor: bigint;
  /** Local day of the seller, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Posts a write-off of a locked document today, or on the first day of the next open month. Returns the posting date.
 */
export async function storeWriteOffEntry(
  tx: Transaction,
  item: LockedItem,
  { id, amountMinor, today }: WriteOffToPost,
): Promise<string> {
  const { legalEntityId, currency, booksCurrency, booksRate, booksRateOn, booksRateSource } = item;
  const day = today < item.issuedOn ? item.issuedOn : today;
  const postingDate = await lockPostingDay(tx, legalEntityId, day);
  await postEntries(tx, [
    {
      entry: {
        legalEntityId,
        source: { kind: 'write_off', id },
        postingDate,
        service: null,
        currency,
        booksCurrency,
        rate: { rate: booksRate, day: booksRateOn, source: booksRateSource },
        reversesId: null,
      },
      postings: postWriteOff(item, amountMinor),
    },
  ]);
  return postingDate;
}
