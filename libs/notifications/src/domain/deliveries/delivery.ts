import type { NextAttempt } from '#platform/domain';

/** State of an outgoing message to a person. */
export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'outcome_unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Channels with a log: the messages leave the product. */
export const DELIVERY_CHANNELS = ['email', 'push'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/**
 * `immediate` contains notifications of one type, `digest` contains the notifications since the last digest, and `test`
 * contains none.
 */
export type DeliveryKind = 'immediate' | 'digest' | 'test';

/** Consequence of an attempt that did not succeed: another attempt, or one of the final states. */
export type UnsentOutcome =
  NextAttempt | { readonly state: 'failed' | 'outcome_unknown'; readonly error: string };
