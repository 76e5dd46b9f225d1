/** Maximum number of attempts to send a message that the server has certainly not accepted. */
export const DELIVERY_ATTEMPTS = 6;

const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 3_600_000;

/** Consequence of an attempt that the server has certainly not accepted. */
export type NextAttempt =
  | { readonly state: 'waiting'; readonly pauseMs: number; readonly error: string }
  | { readonly state: 'failed'; readonly error: string };

/**
 * Determines the outcome of an attempt that the server has certainly not accepted: another attempt after a growing
 * pause, or failure after the last attempt.
 * @param attempts number of attempts, including this one
 */
export function nextAttempt(attempts: number, error: string): NextAttempt {
  if (attempts >= DELIVERY_ATTEMPTS) return { state: 'failed', error };
  return { state: 'waiting', pauseMs: Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 4 ** (attempts - 1)), error };
}
