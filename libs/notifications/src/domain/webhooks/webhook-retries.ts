/** State of a message to a webhook endpoint. */
export const WEBHOOK_STATES = ['waiting', 'sending', 'delivered', 'failed'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after failed attempts, as Standard Webhooks recommends: ten attempts within about three days. */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Share by which pauses vary, so that messages that failed in the same outage are not all retried at the same time. */
const JITTER = 0.1;
const MAX_RETRY_AFTER_MS = 24 * HOUR;

/** Time without a successful attempt after which an endpoint is paused. */
export const FAILING_PAUSES_AFTER_MS = 5 * 24 * HOUR;

/** The result of an attempt. */
export interface AttemptResult {
  /** HTTP status; null if there was no response. */
  readonly status: number | null;
  /** Seconds of the `Retry-After` header; null without one. */
  readonly retryAfterSeconds: number | null;
}

/** Consequence of an attempt. */
export type AttemptOutcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'failed'; readonly isGone: boolean }
  | { readonly state: 'waiting'; readonly pauseMs: number };

/**
 * Determines the outcome of an attempt. Redirects are not followed, so they count as failures.
 * @param attempts including this one
 * @param random from 0 to 1
 */
export function attemptOutcome(
  { status, retryAfterSeconds }: AttemptResult,
  attempts: number,
  random: number,
): AttemptOutcome {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  if (status === 410) return { state: 'failed', isGone: true };
  const pause = RETRY_PAUSES_MS[attempts - 1];
  if (pause === undefined) return { state: 'failed', isGone: false };
  const wanted = Math.min((retryAfterSeconds ?? 0) * SECOND, MAX_RETRY_AFTER_MS);
  return { state: 'waiting', pauseMs: Math.max(Math.round(pause * (1 + JITTER * random)), wanted) };
}

/** Returns true if an endpoint has failed for so long that it is paused. */
export function hasFailedTooLong(failingSince: Date | null, now: Date): boolean {
  return failingSince !== null && now.getTime() - failingSince.getTime() >= FAILING_PAUSES_AFTER_MS;
}
