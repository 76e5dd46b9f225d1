/**
 * The time per contract is unknown for the first batch; ten contracts that read a month's readings would be locked for
 * long.
 */
export const FIRST_BATCH = 1;
/** This many contracts share queries and writes well; more would only lock them for longer. */
export const MAX_BATCH = 400;
/** Edits of a contract and of its meters wait for a batch, so it should take about this long. */
const TARGET_MS = 2000;

/**
 * Calculates the size of the next batch of a run. Contracts take milliseconds if their usage is stored, and seconds if
 * a month's readings are read for the first time.
 * @param size the size of the previous batch
 * @param tookMs the duration of the previous batch
 * @returns at most twice the previous size, because the next contracts may be slower
 */
export function nextBatchSize(size: number, tookMs: number): number {
  const targetSize = (size * TARGET_MS) / Math.max(tookMs, 1);
  return Math.max(1, Math.min(MAX_BATCH, Math.round(Math.min(2 * size, targetSize))));
}
