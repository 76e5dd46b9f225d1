import { nextAttempt } from '#platform/domain';
import type { UnsentOutcome } from './delivery.js';

/** The result of a request to a push service. */
export interface PushResult {
  /** HTTP status; null if there was no response. */
  readonly status: number | null;
  /** Code of the failure; null for a status of 2xx. */
  readonly error: string | null;
  readonly retryAfterSeconds: number | null;
  /** False if no connection was established, so that the service has certainly not read the message. */
  readonly isConnected: boolean;
}

/** Consequence of an attempt. */
export type PushOutcome =
  | { readonly state: 'sent' }
  /** @property isGone true if the browser's subscription has ended */
  | (UnsentOutcome & { readonly isGone: boolean });

const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

/**
 * Determines the outcome of an attempt. A push message is only sent again if the service has certainly not accepted it,
 * because a duplicate would be worse than a missing message.
 * @param attempts including this one
 */
export function pushOutcome(
  { status, error, retryAfterSeconds, isConnected }: PushResult,
  attempts: number,
): PushOutcome {
  if (status === null) {
    const text = error ?? 'connection_failed';
    if (isConnected) return { state: 'outcome_unknown', error: text, isGone: false };
    if (text === 'address_private') return { state: 'failed', error: text, isGone: false };
    return { ...nextAttempt(attempts, text), isGone: false };
  }
  if (status >= 200 && status < 300) return { state: 'sent' };
  const text = error ?? `status_${status}`;
  if (status === 404 || status === 410) return { state: 'failed', error: 'subscription_ended', isGone: true };
  if (status !== 429 && status < 500) return { state: 'failed', error: text, isGone: false };
  const outcome = nextAttempt(attempts, text);
  if (outcome.state !== 'waiting') return { ...outcome, isGone: false };
  const wanted = Math.min((retryAfterSeconds ?? 0) * 1000, MAX_RETRY_AFTER_MS);
  return { ...outcome, pauseMs: Math.max(outcome.pauseMs, wanted), isGone: false };
}
