/** A process that ran this long had started well: its next crash is a new story. Milliseconds. */
export const STABLE_AFTER_MS = 60_000;
const FIRST_DELAY_MS = 250;
export const LONGEST_DELAY_MS = 15_000;

/**
 * How long to wait before starting a crashed process again: the first time at once-ish, since devices are waiting for
 * their PUBACK, then doubling, so that a process which cannot start does not burn the machine.
 * @param crashesInARow crashes so far, including this one, without a stable run between them (1, 2, …)
 * @returns milliseconds
 */
export function computeRestartDelayMs(crashesInARow: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(Math.max(crashesInARow, 1) - 1, 30), LONGEST_DELAY_MS);
}

/**
 * @param previousInARow crashes in a row before this run
 * @param ranForMs how long the run lasted that has just crashed
 * @returns crashes in a row, including this one
 */
export function countCrashesInARow(previousInARow: number, ranForMs: number): number {
  return ranForMs >= STABLE_AFTER_MS ? 1 : previousInARow + 1;
}
