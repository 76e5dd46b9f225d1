import { type EntryToPost, lockPostingDay, loadEntryOfSource, postEntries, reverse } from '#invoicing';
import type { Transaction } from '#platform';

/** An entry to be reversed: its source, the kind of its reversal, and its posting date. */
export interface EntryToReverse {
  readonly source: EntryToPost['source'];
  readonly reversal: EntryToPost['source']['kind'];
  readonly postingDate: string;
}

/**
 * Reverses an entry of receivables on the same day, or on the first day of the next open month if its month is closed.
 */
export async function reverseEntry(
  tx: Transaction,
  { source, reversal, postingDate: day }: EntryToReverse,
): Promise<void> {
  const { id: reversesId, entry, lines } = await loadEntryOfSource(tx, source);
  const postingDate = await lockPostingDay(tx, entry.legalEntityId, day);
  await postEntries(tx, [
    {
      entry: {
        ...entry,
        source: { kind: reversal, id: source.id },
        postingDate,
        service: null,
        reversesId,
      },
      postings: reverse(lines),
    },
  ]);
}
