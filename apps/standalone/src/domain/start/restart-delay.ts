/** Time in milliseconds after which a run counts as stable, so that a later crash starts a new count. */
export const STABLE_AFTER_MS = 60_000;
const FIRST_DELAY_MS = 250;
export const LONGEST_DELAY_MS = 15_000;

/**
 * Returns the delay before restarting a crashed process: short at first, because devices wait for their PUBACK, then
 * doubling, so that a process that cannot start does not overload the machine.
 * @param crashesInARow crashes so far, including this one, without a stable run in between (1, 2, …)
 * @returns milliseconds
 */
export function computeRestartDelayMs(crashesInARow: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(Math.max(crashesInARow, 1) - 1, 30), LONGEST_DELAY_MS);
}

/**
 * @param previousInARow crashes in a row before this run
 * @param ranForMs duration of the run that has just crashed
 * @returns crashes in a row, including this one
 */
export function countCrashesInARow(previousInARow: number, ranForMs: number): number {
  return ranForMs >= STABLE_AFTER_MS ? 1 : previousInARow + 1;
}
