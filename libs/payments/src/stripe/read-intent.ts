import type Stripe from 'stripe';
import {
  classifyDecline,
  type DeclineFacts,
  fromStripeAmount,
  type Intent,
  needsAuthentication,
  type PaymentOutcome,
  type UnknownCause,
} from '../domain/index.js';

/** Metadata of intents that the product creates: the id of the attempt. */
export const ATTEMPT_FIELD = 'dutycycle_attempt';

/** Returns the outcome of an intent. */
export function readIntent(intent: Stripe.PaymentIntent): PaymentOutcome {
  const unknown = (cause: UnknownCause): PaymentOutcome => ({ state: 'unknown', cause, isReplayed: false });
  const facts = factsOf(intent);
  switch (intent.status) {
    case 'succeeded':
      return { state: 'succeeded', intent: facts };
    case 'processing':
      return { state: 'processing', intent: facts };
    case 'requires_action':
      return { state: 'requires_authentication', intent: facts };
    case 'canceled':
      return { state: 'canceled', intent: facts };
    case 'requires_payment_method':
    case 'requires_confirmation': {
      const error = intent.last_payment_error;
      // The product creates and confirms a charge's intent in one request, so an intent without a result is still being
      // created. The intent of a hosted page waits for the payer.
      if (error === null) return unknown('in_progress');
      const decline: DeclineFacts = {
        code: error.code ?? null,
        declineCode: error.decline_code ?? null,
        adviceCode: error.advice_code ?? null,
      };
      return needsAuthentication(decline)
        ? { state: 'requires_authentication', intent: facts }
        : { state: 'declined', intent: facts, decline: classifyDecline(decline) };
    }
    default:
      return unknown('unexpected_state');
  }
}

function factsOf(intent: Stripe.PaymentIntent): Intent {
  return {
    id: intent.id,
    attemptId: intent.metadata[ATTEMPT_FIELD] ?? null,
    amount: fromStripeAmount(BigInt(intent.amount), intent.currency),
    chargeId: idOf(intent.latest_charge),
    methodId: idOf(intent.payment_method) ?? intent.last_payment_error?.payment_method?.id ?? null,
  };
}

/** Returns the id of an object that Stripe returns as an id, expanded, or not at all. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}
