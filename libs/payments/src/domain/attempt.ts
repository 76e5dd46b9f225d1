/**
 * Returns the idempotency key of an attempt. Each attempt has its own key, because Stripe returns the first response,
 * such as a decline, to all requests with the same key.
 *
 * @param attemptId UUID of the attempt
 */
export function attemptKey(attemptId: string): string {
  return `dutycycle-attempt-${attemptId}`;
}

/**
 * Returns the idempotency key of a refund.
 *
 * @param refundId UUID of the refund
 * @param number counted from 1; a new one is used after Stripe stored an error under the earlier key
 */
export function refundKey(refundId: string, number: number): string {
  return `dutycycle-refund-${refundId}-${number}`;
}
