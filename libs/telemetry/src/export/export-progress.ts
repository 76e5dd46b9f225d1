import type { JobRuns, Scope } from '#platform';
import type { SignalExportRun } from './signal-export.js';

/**
 * Interval at which progress is stored. A job that stores no progress for two minutes is considered abandoned
 * (`JobRuns`).
 */
const STORE_EVERY_MS = 1000;

/** Thrown in a writer if its job was deleted. */
export class ExportCancelled extends Error {}

/**
 * Yields the chunks of an export unchanged, and stores its progress between them in the row of its job.
 * @param params parameters of the row, in addition to the number of written values
 * @throws ExportCancelled when the row was deleted
 */
export async function* storingProgress(
  runs: JobRuns,
  scope: Scope,
  jobId: string,
  params: object,
  { pieces, progress }: SignalExportRun,
): AsyncGenerator<Uint8Array> {
  let storedAt = performance.now();
  for await (const piece of pieces) {
    yield piece;
    if (performance.now() - storedAt < STORE_EVERY_MS) continue;
    const { devices, values } = progress();
    const isWanted = await runs.advance(scope, jobId, devices, { ...params, points: values });
    if (!isWanted) throw new ExportCancelled();
    storedAt = performance.now();
  }
}
