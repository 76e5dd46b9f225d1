/**
 * Returns the idempotency key of an attempt. Each attempt has its own key, because Stripe returns the first response,
 * such as a decline, to all requests with the same key.
 *
 * @param attemptId UUID of the attempt
 */
export function attemptKey(attemptId: string): string {
  return `dutycycle-attempt-${attemptId}`;
}
