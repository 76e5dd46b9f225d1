import type { JournalPeriod } from '#invoicing';
import type { Scope, UnitOfWork } from '#platform';
import type { JournalLine } from '../domain/journal-export/journal-table.js';
import { type EntryPlace, loadJournalLines } from './journal-lines.queries.js';

/**
 * Reads entries in batches, each in its own transaction, so that a slow client keeps no transaction open. Entries never
 * change, so the batches are consistent.
 */
export async function* readJournal(
  unitOfWork: UnitOfWork,
  scope: Scope,
  query: JournalPeriod,
): AsyncGenerator<readonly JournalLine[]> {
  let after: EntryPlace | null = null;
  for (;;) {
    const lines = await readBatch(unitOfWork, scope, query, after);
    const last = lines.at(-1);
    if (last === undefined) return;
    yield lines;
    after = last;
  }
}

function readBatch(
  unitOfWork: UnitOfWork,
  scope: Scope,
  query: JournalPeriod,
  after: EntryPlace | null,
): Promise<readonly (JournalLine & EntryPlace)[]> {
  return unitOfWork.run(scope, (tx) => loadJournalLines(tx, query, after));
}
