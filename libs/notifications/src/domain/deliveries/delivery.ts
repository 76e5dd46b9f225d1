/** State of an outgoing message to a person. */
export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'outcome_unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Channels with a log: the messages leave the product. */
export const DELIVERY_CHANNELS = ['email', 'push'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** `immediate` has notifications of one type, `digest` those since the last digest, and `test` none. */
export type DeliveryKind = 'immediate' | 'digest' | 'test';

/** Attempts to send a message that the server has certainly not accepted. */
export const DELIVERY_ATTEMPTS = 6;

const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 3_600_000;

/** Consequence of an attempt that did not succeed: another attempt, or one of the final states. */
export type UnsentOutcome =
  | { readonly state: 'waiting'; readonly pauseMs: number; readonly error: string }
  | { readonly state: 'failed' | 'outcome_unknown'; readonly error: string };

/**
 * Decides what follows from an attempt that the server has certainly not accepted: another one after a growing pause, or
 * a failure after the last one.
 * @param attempts including this one
 */
export function retryOutcome(attempts: number, error: string): UnsentOutcome {
  if (attempts >= DELIVERY_ATTEMPTS) return { state: 'failed', error };
  return { state: 'waiting', pauseMs: Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 4 ** (attempts - 1)), error };
}
