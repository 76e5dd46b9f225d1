/** Of the first set nobody knows yet how long its contracts take: were it ten that read a month's readings, they would be held long. */
export const FIRST_SET = 1;
/** So many contracts share the questions and the writing; more would only hold them longer. */
export const LARGEST_SET = 400;
/** Whoever records something of a meter or edits a contract waits for a set: it is to take about so long. */
const WANTED_MS = 2000;

/**
 * How many contracts the next set of a run has: where usage stands they take milliseconds, where a month's readings are read for
 * the first time they take seconds.
 * @param size of the set before, and how long it took
 * @returns at most twice of it: the next contracts may take longer than these
 */
export function nextSetSize(size: number, tookMs: number): number {
  const wanted = (size * WANTED_MS) / Math.max(tookMs, 1);
  return Math.max(1, Math.min(LARGEST_SET, Math.round(Math.min(2 * size, wanted))));
}
