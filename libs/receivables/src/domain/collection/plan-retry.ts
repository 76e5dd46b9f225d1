import { plusDays } from '#contracts/domain';
import type { AttemptKind, AttemptState } from './attempt-state.js';
import { scheduleRetries } from '../terms/retry.js';

/** A declined attempt with the same method to pay the same document. */
export interface DeclinedAttempt {
  /** Local day of the seller. */
  readonly on: string;
  /** False after a hard decline, or if only the payer can resolve the reason. */
  readonly mayRetry: boolean;
}

/**
 * Returns the day on which a declined method is charged again; null if it is not charged again.
 *
 * @param days gaps between attempts, as configured
 * @param declined declined attempts, oldest first
 * @param today local day of the seller
 */
export function planRetry(
  days: readonly number[],
  declined: readonly DeclinedAttempt[],
  today: string,
): string | null {
  const [first] = declined;
  if (first === undefined || declined.some(({ mayRetry }) => !mayRetry)) return null;
  const date = scheduleRetries({ days }, { firstFailure: first.on }).dates[declined.length - 1];
  if (date === undefined) return null;
  // After a late attempt, for example because the worker was stopped, the next attempt must not be on the same day.
  return date > today ? date : plusDays(today, 1);
}

/** An attempt, before or after a reading of its intent. */
export interface RetriedAttempt {
  readonly kind: AttemptKind;
  readonly state: AttemptState;
  readonly retryOn: string | null;
}

/**
 * Returns true if a reading shows that a saved method was declined and is not charged again automatically, and the
 * stored state didn't show it yet. A payer who is declined on a page of Stripe can try again there.
 */
export function isDeclinedFinally(
  before: RetriedAttempt,
  after: Pick<RetriedAttempt, 'state' | 'retryOn'>,
): boolean {
  const isFinal = ({ state, retryOn }: Pick<RetriedAttempt, 'state' | 'retryOn'>): boolean =>
    state === 'declined' && retryOn === null;
  return before.kind === 'saved_method' && isFinal(after) && !isFinal(before);
}
