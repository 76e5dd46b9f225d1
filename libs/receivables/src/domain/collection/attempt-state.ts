import type { IntentReading, OutcomeState } from '#payments/domain';

/** `page` is a page of Stripe on which the payer pays and, if the bank requires it, authenticates. */
export const ATTEMPT_KINDS = ['saved_method', 'page'] as const;
export type AttemptKind = (typeof ATTEMPT_KINDS)[number];

/** `due_date` is an automatic payment of an invoice that is due; `retry` repeats a declined charge. */
export const ATTEMPT_ORIGINS = ['person', 'retry', 'payer', 'due_date'] as const;
export type AttemptOrigin = (typeof ATTEMPT_ORIGINS)[number];

/**
 * States of a stored attempt. In addition to the states of a payment at Stripe, a page is `open` until the payer has
 * paid on it, and an attempt has `failed` if Stripe certainly did not execute the request.
 */
export const ATTEMPT_STATES = [
  'unknown',
  'processing',
  'open',
  'requires_authentication',
  'declined',
  'succeeded',
  'canceled',
  'failed',
] as const satisfies readonly (OutcomeState | 'open' | 'failed')[];
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Returns true if the attempt can still collect money without a new request, so that no other attempt may start. */
export function isAttemptUndecided(state: AttemptState): boolean {
  return state === 'unknown' || state === 'processing' || state === 'open';
}

/** Time in which the process that sends a request also stores its outcome. */
const RESPONSE_MS = 2 * 60_000;
const UNKNOWN_MS = 60_000;
/** Debits are decided within days; a webhook usually arrives first. */
const PROCESSING_MS = 6 * 3_600_000;

/** Returns the first time at which another process asks for the outcome of a request that is being sent. */
export function firstCheckAt(sentAt: Date): Date {
  return new Date(sentAt.getTime() + RESPONSE_MS);
}

/**
 * Returns the time at which an attempt is checked again; null if no further check is needed. A declined charge of a
 * saved method is checked until its intent is canceled, so that the intent can't be paid in addition to a later
 * attempt. The intent of a page ends with the page.
 *
 * @param seen state of the intent, which can differ from the state of the attempt (`attemptStateAfter`)
 */
export function nextCheckAt(
  { kind, state }: { readonly kind: AttemptKind; readonly state: AttemptState },
  seen: OutcomeState | null,
  now: Date,
): Date | null {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  switch (state) {
    case 'unknown':
    case 'open':
      return after(UNKNOWN_MS);
    case 'processing':
      return after(PROCESSING_MS);
    case 'declined':
    case 'requires_authentication':
      return kind === 'page' || seen === 'canceled' ? null : after(UNKNOWN_MS);
    case 'succeeded':
    case 'canceled':
    case 'failed':
      return null;
  }
}

/** Facts of a stored attempt from which the last reading of its intent is restored. */
export interface ReadAttempt {
  readonly id: string;
  readonly state: AttemptState;
  readonly intentId: string | null;
  readonly chargeId: string | null;
  readonly methodId: string | null;
  readonly currency: string;
  readonly amountMinor: string;
  readonly decline: Extract<IntentReading['outcome'], { state: 'declined' }>['decline'] | null;
  readonly askedAt: Date | null;
  readonly answeredAt: Date | null;
}

/** Returns the last reading of the attempt's intent; null if there is none. */
export function readingOf(attempt: ReadAttempt): IntentReading | null {
  const { id, state, intentId, chargeId, methodId, currency, amountMinor, decline, askedAt, answeredAt } =
    attempt;
  if (intentId === null || askedAt === null || answeredAt === null) return null;
  const amount = { minor: BigInt(amountMinor), currency };
  const intent = { id: intentId, attemptId: id, amount, chargeId, methodId };
  switch (state) {
    case 'declined':
      return decline === null ? null : { outcome: { state, intent, decline }, askedAt, answeredAt };
    case 'succeeded':
    case 'processing':
    case 'requires_authentication':
    case 'canceled':
      return { outcome: { state, intent }, askedAt, answeredAt };
    case 'unknown':
    case 'open':
    case 'failed':
      return null;
  }
}
