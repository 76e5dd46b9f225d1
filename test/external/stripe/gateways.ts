import Stripe from 'stripe';
import {
  type ChargeInput,
  type IntentAnswer,
  type IntentReading,
  type MethodKind,
  type PaymentOutcome,
  type StripeAccess,
  STRIPE_API_VERSION,
  StripeGateway,
} from '#payments';
import { newId } from '#platform';

export interface GatewayOf {
  readonly url: URL;
  readonly platformKey: string | null;
  readonly access: StripeAccess;
  readonly timeoutMs?: number;
}

/** Opens the gateway as the product does. */
export function openGateway({ access, timeoutMs, ...settings }: GatewayOf): StripeGateway {
  return new StripeGateway(settings, access, { now: () => new Date(), timeoutMs });
}

/** Opens Stripe's own client, with which tests prepare objects that the product creates only through hosted pages. */
export function openRawClient({ url, platformKey, access }: GatewayOf): Stripe {
  const key = access.kind === 'own_key' ? access.key : platformKey;
  return new Stripe(key!, {
    apiVersion: STRIPE_API_VERSION,
    host: url.hostname,
    port: url.port === '' ? 443 : url.port,
    protocol: url.protocol === 'http:' ? 'http' : 'https',
    telemetry: false,
    ...(access.kind === 'connected' && { stripeAccount: access.accountId }),
  });
}

/** Saves a documented test method for a customer without a page. @returns the id of the saved method */
export async function saveMethod(
  stripe: Stripe,
  customer: string,
  method: string,
  kind: MethodKind = 'card',
): Promise<string> {
  const setup = await stripe.setupIntents.create({
    customer,
    payment_method: method,
    payment_method_types: [kind],
    usage: 'off_session',
    confirm: true,
    ...(kind !== 'card' && {
      mandate_data: { customer_acceptance: { type: 'offline', accepted_at: Math.floor(Date.now() / 1000) } },
    }),
  });
  return setup.payment_method as string;
}

/** Returns the input of a charge of 12.34 euros with a card, under a new key. */
export function chargeOf(customerId: string, methodId: string, more: Partial<ChargeInput> = {}): ChargeInput {
  const attemptId = newId();
  return {
    idempotencyKey: `dutycycle-attempt-${attemptId}`,
    attemptId,
    customerId,
    methodId,
    methodKind: 'card',
    amount: { minor: 1234n, currency: 'EUR' },
    description: 'Invoice PL-0042',
    ...more,
  };
}

/** Returns the intent's id of a known outcome. */
export function intentOf(outcome: PaymentOutcome | null): string {
  if (outcome === null || outcome.state === 'unknown')
    throw new Error(`Not known: ${JSON.stringify(outcome)}`);
  return outcome.intent.id;
}

export function isReading(answer: IntentAnswer): answer is IntentReading {
  return 'answeredAt' in answer;
}

/** Returns the state that an answer contains. */
export function stateOf(answer: IntentAnswer): string {
  return isReading(answer) ? answer.outcome.state : answer.state;
}
