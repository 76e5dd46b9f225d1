import type { KnownOutcome, UnknownOutcome } from './outcome.js';

/**
 * Time for which a key is considered valid. Stripe keeps idempotency keys for at least 24 hours; the margin covers
 * differences of clocks and the duration of a request.
 */
export const KEY_LIFE_MS = 23 * 3_600_000;

/**
 * Time since the last request after which an intent that is not in the customer's list was certainly never created. The
 * list contains an intent as soon as it exists, and a request runs for minutes at most.
 */
export const ABSENT_AFTER_MS = 15 * 60_000;

export interface UnknownAttempt {
  readonly outcome: UnknownOutcome;
  /** First request with the attempt's key. */
  readonly firstSentAt: Date;
  /** Latest request with the attempt's key. */
  readonly lastSentAt: Date;
}

/**
 * Decides how to determine the outcome of an attempt. Repeating the request with the same key is the most reliable way:
 * Stripe returns the stored response, or executes a request that never arrived. If the stored response is an error, a
 * repetition doesn't help. If Stripe may have deleted the key, a repetition could charge twice. In both cases, the
 * intent is looked up in the customer's list.
 */
export function nextStepAfterUnknown(
  { outcome, firstSentAt }: UnknownAttempt,
  now: Date,
): 'repeat' | 'look_up' {
  if (outcome.cause === 'key_reused' || (outcome.cause === 'server_error' && outcome.isReplayed))
    return 'look_up';
  if (outcome.cause === 'in_progress' || outcome.cause === 'unexpected_state') return 'look_up';
  return now.getTime() - firstSentAt.getTime() < KEY_LIFE_MS ? 'repeat' : 'look_up';
}

export type LookUpVerdict =
  /** The intent exists. */
  | { readonly verdict: 'found'; readonly outcome: KnownOutcome }
  /** The request was never executed, so the next attempt may start, with a new key. */
  | { readonly verdict: 'never_created' }
  /** It is too early to decide whether the intent exists. */
  | { readonly verdict: 'look_up_again' };

/** @param found outcome of the attempt's intent in the customer's list; null if the list doesn't contain it */
export function judgeLookUp(
  found: KnownOutcome | UnknownOutcome | null,
  { lastSentAt }: UnknownAttempt,
  now: Date,
): LookUpVerdict {
  if (found !== null)
    return found.state === 'unknown' ? { verdict: 'look_up_again' } : { verdict: 'found', outcome: found };
  return now.getTime() - lastSentAt.getTime() >= ABSENT_AFTER_MS
    ? { verdict: 'never_created' }
    : { verdict: 'look_up_again' };
}
