import { plusDays } from '#contracts/domain';
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
