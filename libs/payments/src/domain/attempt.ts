import type { IntentReading } from './intent-reading.js';
import type { Money } from './money.js';
import type { OutcomeState, UnknownOutcome } from './outcome.js';
import type { EventSubject } from './webhooks/webhook-event.js';

/**
 * A stored attempt to collect an open item. It is committed before its request is sent, so that a killed process leaves
 * an attempt with an unknown outcome instead of an unrecorded payment.
 */
export interface PaymentAttempt {
  readonly id: string;
  /** Counted per open item, from 1. */
  readonly number: number;
  readonly idempotencyKey: string;
  readonly accountId: string | null;
  readonly customerId: string;
  readonly methodId: string;
  readonly amount: Money;
  readonly state: OutcomeState;
  readonly firstSentAt: Date | null;
  readonly lastSentAt: Date | null;
  /** The latest reading of its intent; null while the outcome is unknown. */
  readonly reading: IntentReading | null;
  readonly unknown: UnknownOutcome | null;
}

/** A stored webhook. Its key is the provider's id of the event, which is the same in all deliveries. */
export interface WebhookInboxEntry {
  readonly eventId: string;
  readonly accountId: string | null;
  readonly type: string;
  readonly createdAt: Date;
  readonly receivedAt: Date;
  readonly subject: EventSubject;
}

/**
 * Returns the idempotency key of an attempt. Each attempt has its own key, because Stripe returns the first response,
 * such as a decline, to all requests with the same key.
 *
 * @param attemptId UUID of the attempt
 */
export function attemptKey(attemptId: string): string {
  return `dutycycle-attempt-${attemptId}`;
}
