/**
 * States of a refund through Stripe. Before Stripe has answered, it is `requested` while it awaits its decision or its first
 * request, and `unknown` once a request was sent. `requires_action` waits for the payer's bank details. A refund that has
 * succeeded can still fail. Source: https://docs.stripe.com/refunds#failed-refunds
 */
export const STRIPE_REFUND_STATES = [
  'requested',
  'unknown',
  'pending',
  'requires_action',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type StripeRefundState = (typeof STRIPE_REFUND_STATES)[number];

/** States after which the money is with the maker, so the refund is undone. */
export const ENDED_REFUNDS: readonly StripeRefundState[] = ['failed', 'canceled'];

/** States in which a request may still be sent, or its outcome isn't known. */
export const OPEN_REFUNDS: readonly StripeRefundState[] = [
  'requested',
  'unknown',
  'pending',
  'requires_action',
];

/** Later states follow earlier ones, whichever process read them. States of the same rank can alternate. */
const RANKS: Readonly<Record<StripeRefundState, number>> = {
  requested: 0,
  unknown: 1,
  pending: 2,
  requires_action: 2,
  succeeded: 3,
  failed: 4,
  canceled: 4,
};

/** Returns whether a reading is older than the stored state. */
export function isOutdatedStripeRefund(stored: StripeRefundState, read: StripeRefundState): boolean {
  return RANKS[read] < RANKS[stored] || ENDED_REFUNDS.includes(stored);
}

const MINUTE_MS = 60_000;
/** Time in which a request is repeated with the same idempotency key. */
const REPEAT_MS = 5 * MINUTE_MS;
/** Time after the last request after which a refund that Stripe doesn't list was never created. */
const ABSENT_AFTER_MS = 15 * MINUTE_MS;
const PENDING_MS = 6 * 60 * MINUTE_MS;

/** Returns when another process asks for the state of a refund; null if only an event of Stripe can change it. */
export function nextRefundCheckAt(state: StripeRefundState, now: Date): Date | null {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  switch (state) {
    case 'requested':
      return now;
    case 'unknown':
      return after(MINUTE_MS);
    case 'pending':
    case 'requires_action':
      return after(PENDING_MS);
    case 'succeeded':
    case 'failed':
    case 'canceled':
      return null;
  }
}

/**
 * Decides what happens to a refund whose request wasn't answered, and that is not in Stripe's list of refunds of the
 * payment. At first the request is repeated with its key, so that Stripe carries it out once. Stripe returns a stored error
 * to each repetition, so a new key follows when no earlier request can still be on its way.
 */
export function nextStepOfAbsentRefund(
  { firstSentAt, lastSentAt }: { readonly firstSentAt: Date; readonly lastSentAt: Date },
  now: Date,
): 'repeat' | 'wait' | 'new_key' {
  if (now.getTime() - firstSentAt.getTime() < REPEAT_MS) return 'repeat';
  return now.getTime() - lastSentAt.getTime() >= ABSENT_AFTER_MS ? 'new_key' : 'wait';
}
