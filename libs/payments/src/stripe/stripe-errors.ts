import Stripe from 'stripe';
import type { UnknownCause, UnknownOutcome } from '../domain/index.js';
import { GatewayError, type GatewayFault } from '../gateway/gateway-error.js';

/** Codes of refused requests that the product distinguishes. All others are errors of the product. */
const FAULTS: ReadonlyMap<string, GatewayFault> = new Map([
  ['resource_missing', 'not_found'],
  ['amount_too_small', 'amount_out_of_range'],
  ['amount_too_large', 'amount_out_of_range'],
  ['account_invalid', 'account_unavailable'],
  ['charge_already_refunded', 'not_allowed'],
  ['charge_disputed', 'not_allowed'],
  ['charge_not_refundable', 'not_allowed'],
  ['payment_intent_unexpected_state', 'not_allowed'],
  ['payment_method_unexpected_state', 'not_allowed'],
  ['refund_disputed_payment', 'not_allowed'],
  ['insufficient_funds', 'not_allowed'],
]);

/** Returns the error for the caller, which contains only the codes of the library's error. */
export function toGatewayError(error: unknown): GatewayError {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const code = error.code ?? null;
  return new GatewayError(faultOf(error), code, error.requestId ?? null);
}

/** Runs a request and translates its error. @throws GatewayError */
export async function request<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toGatewayError(error);
  }
}

/** Reads all pages of a list and translates errors. @throws GatewayError */
export async function* pages<T>(list: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* list;
  } catch (error) {
    throw toGatewayError(error);
  }
}

function faultOf(error: Stripe.errors.StripeError): GatewayFault {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'key_refused';
  if (error instanceof Stripe.errors.StripePermissionError)
    return error.code === 'account_invalid' ? 'account_unavailable' : 'key_refused';
  if (error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 429) return 'rate_limited';
  if (
    error instanceof Stripe.errors.StripeConnectionError ||
    isServerError(error) ||
    error.statusCode === 409
  )
    return 'unavailable';
  return FAULTS.get(error.code ?? '') ?? 'invalid_request';
}

/**
 * Returns the outcome of a failed charge if the provider may have executed it; null if the provider certainly didn't. A
 * connection that was never established is not distinguished, because the library doesn't report it reliably; repeating
 * the request is safe in any case.
 */
export function unknownOutcomeOf(error: unknown): UnknownOutcome | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null;
  const isReplayed = error.headers?.['idempotent-replayed'] === 'true';
  const unknown = (cause: UnknownCause): UnknownOutcome => ({ state: 'unknown', cause, isReplayed });
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return unknown(error.statusCode === 409 ? 'key_in_use' : 'key_reused');
  }
  if (error instanceof Stripe.errors.StripeConnectionError)
    return unknown(isTimeout(error) ? 'timeout' : 'connection_lost');
  if (isServerError(error)) return unknown('server_error');
  return error.statusCode === 409 ? unknown('key_in_use') : null;
}

function isServerError(error: Stripe.errors.StripeError): boolean {
  return (error.statusCode ?? 0) >= 500;
}

function isTimeout(error: Stripe.errors.StripeConnectionError): boolean {
  const { detail } = error;
  return typeof detail === 'object' && 'code' in detail && detail.code === 'ETIMEDOUT';
}
