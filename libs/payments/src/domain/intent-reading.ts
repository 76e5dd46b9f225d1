import { isFinal, type KnownOutcome, type OutcomeState } from './outcome.js';

/** State of an intent and the interval in which the provider had it, both by the same clock. */
export interface IntentReading {
  readonly outcome: KnownOutcome;
  /** Instant before the request was sent. */
  readonly askedAt: Date;
  /** Instant after the response was read. */
  readonly answeredAt: Date;
}

export type ReadingVerdict =
  /** The reading is newer and must be stored. */
  | 'apply'
  /** The reading is older, or has the same state. */
  | 'ignore'
  /** The requests overlapped, so their order is not known and the intent must be read again. */
  | 'read_again'
  /** Two final states contradict each other: a person must resolve it. */
  | 'contradiction';

/**
 * Decides whether a reading of an intent replaces the stored reading. Intents have no version, and webhooks arrive
 * late, twice and out of order, so an event only causes a new reading. Readings can also arrive out of order: a final
 * state always replaces a state that is not final, and of two states that are not final, the state of the later request
 * applies.
 *
 * @param stored stored reading; null if there is none
 */
export function judgeReading(stored: IntentReading | null, seen: IntentReading): ReadingVerdict {
  if (stored === null) return 'apply';
  const [before, after] = [stored.outcome, seen.outcome];
  if (isFinal(before.state)) {
    if (!isFinal(after.state) || after.state === before.state) return 'ignore';
    return 'contradiction';
  }
  if (isFinal(after.state) || seen.askedAt >= stored.answeredAt)
    return isSame(before, after) ? 'ignore' : 'apply';
  if (seen.answeredAt <= stored.askedAt || isSame(before, after)) return 'ignore';
  return 'read_again';
}

/** States that an attempt shows after a decline, although its intent was canceled so that it can't be paid later. */
const KEPT_AFTER_CANCELING: readonly OutcomeState[] = ['declined', 'requires_authentication'];

/**
 * Returns the state that an attempt shows. The product cancels the intent of a declined attempt, so that it can't be
 * paid in addition to a later attempt; the attempt stays declined, with its reason.
 */
export function attemptStateAfter(before: OutcomeState | null, seen: OutcomeState): OutcomeState {
  return seen === 'canceled' && before !== null && KEPT_AFTER_CANCELING.includes(before) ? before : seen;
}

/** Two declines differ if they are about different charges or have different codes. */
function isSame(a: KnownOutcome, b: KnownOutcome): boolean {
  if (a.state !== b.state || a.intent.chargeId !== b.intent.chargeId) return false;
  return a.state !== 'declined' || b.state !== 'declined' || a.decline.code === b.decline.code;
}
