import type { Decline } from './decline.js';
import type { Money } from './money.js';

/** A payment at the provider. It is created once per attempt and keeps its id. */
export interface Intent {
  readonly id: string;
  /** Attempt that created the intent; null for an intent that the product didn't create. */
  readonly attemptId: string | null;
  readonly amount: Money;
  /** The latest charge, to which refunds, disputes and balance entries refer. */
  readonly chargeId: string | null;
  readonly methodId: string | null;
}

/** Reasons why the outcome of a request is not known. In all of them, the money may have moved. */
export type UnknownCause =
  /** No response arrived in time. */
  | 'timeout'
  /** The connection failed or was closed before the response had been read. */
  | 'connection_lost'
  /** The provider answered with 5xx. */
  | 'server_error'
  /** Another request with the same key is running at the provider. */
  | 'key_in_use'
  /** The key was used with other parameters, for example by an earlier version of the product. */
  | 'key_reused'
  /** The intent exists, but the provider has not finished the request that created it. */
  | 'in_progress'
  /** The intent is in a state that the product never requests, such as an uncaptured authorization. */
  | 'unexpected_state';

export interface UnknownOutcome {
  readonly state: 'unknown';
  readonly cause: UnknownCause;
  /** True if the provider returned the stored response to an earlier request with this key. */
  readonly isReplayed: boolean;
}

/** The outcome of a payment according to the provider. */
export type KnownOutcome =
  /** The money was collected. A chargeback or a returned debit is a dispute; it doesn't change this state. */
  | { readonly state: 'succeeded'; readonly intent: Intent }
  /** A debit was submitted; the bank answers within days. */
  | { readonly state: 'processing'; readonly intent: Intent }
  /** The payer has to authenticate. No money was collected. */
  | { readonly state: 'requires_authentication'; readonly intent: Intent }
  | { readonly state: 'declined'; readonly intent: Intent; readonly decline: Decline }
  /** The intent can no longer be paid. */
  | { readonly state: 'canceled'; readonly intent: Intent };

export type PaymentOutcome = KnownOutcome | UnknownOutcome;
export type OutcomeState = PaymentOutcome['state'];

/** Returns true for states that an intent never leaves. */
export function isFinal(state: OutcomeState): boolean {
  return state === 'succeeded' || state === 'canceled';
}

/** Returns true if money may still move without a new request, so that no other attempt may start. */
export function isUndecided(state: OutcomeState): boolean {
  return state === 'unknown' || state === 'processing';
}
