import { OPEN_REFUNDS } from '../domain/collection/stripe-refund.js';
import {
  type ChargebackState,
  STOPPING_CHARGEBACKS,
  UNDECIDED_CHARGEBACKS,
} from '../domain/collection/chargeback.js';

const textList = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');

/**
 * Condition that an attempt can still collect money without a new request (`isAttemptUndecided`).
 * @param attempt alias of `payment_attempt`
 */
export const isUndecided = (attempt: string): string =>
  `${attempt}.state in ('unknown', 'processing', 'open')`;

/** Condition that an attempt is undecided, and that the payer can't decide it any more. */
export const isInProgress = (attempt: string): string =>
  `${isUndecided(attempt)} and ${attempt}.state <> 'open'`;

/**
 * Condition that Stripe may still return money of an attempt.
 * @param attempt alias of `payment_attempt`
 */
export const isBeingRefunded = (attempt: string): string =>
  `exists (select from stripe_refund t where t.maker_id = ${attempt}.maker_id and t.attempt_id = ${attempt}.id
             and t.state in (${textList(OPEN_REFUNDS)}))`;

const hasChargeback = (attempt: string, states: readonly ChargebackState[]): string =>
  `exists (select from chargeback b where b.maker_id = ${attempt}.maker_id and b.attempt_id = ${attempt}.id
             and b.state in (${textList(states)}))`;

/**
 * Condition that an attempt has a chargeback that nobody has decided yet.
 * @param attempt alias of `payment_attempt`
 */
export const isContested = (attempt: string): string => hasChargeback(attempt, UNDECIDED_CHARGEBACKS);

/**
 * Condition that an attempt's method must not be charged again for its document, because of a chargeback.
 * @param attempt alias of `payment_attempt`
 */
export const isStoppedByChargeback = (attempt: string): string =>
  hasChargeback(attempt, STOPPING_CHARGEBACKS);

/**
 * Condition that an attempt's method must not be charged again for its document, because of a final decline or a
 * chargeback.
 * @param attempt alias of `payment_attempt`
 */
export const stopsMethod = (attempt: string): string =>
  `(${attempt}.decline ->> 'kind' = 'hard' or ${isStoppedByChargeback(attempt)})`;
