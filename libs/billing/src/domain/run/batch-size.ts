/**
 * Size of the first batch, before the time per contract is known. If a month's readings have to be read for each
 * contract, a larger batch would lock the contracts for a long time.
 */
export const FIRST_BATCH = 1;
/**
 * Maximum size of a batch. With this number of contracts, queries and writes are already efficient; a larger batch
 * would only lock its contracts for longer.
 */
export const MAX_BATCH = 400;
/** Target duration of a batch. It is short, because changes to the batch's contracts and their meters have to wait. */
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
