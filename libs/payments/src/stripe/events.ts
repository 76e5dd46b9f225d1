import type Stripe from 'stripe';
import { type GatewayEvent, parseEvent } from '../domain/index.js';
import { PAGE_SIZE, toSeconds } from './request-values.js';
import { pages } from './stripe-errors.js';

/**
 * Types of events after which an object is read again. Stripe's filter accepts at most 20 types. Webhook endpoints must
 * receive the same types.
 */
export const WATCHED_EVENTS = [
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
  'payment_method.detached',
  'refund.created',
  'refund.failed',
  'refund.updated',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'payout.failed',
  'payout.paid',
] as const;

/** Lists the events of an account. @param accountId connected account, which the listed events don't contain */
export async function* listEvents(
  stripe: Stripe,
  accountId: string | null,
  since: Date,
): AsyncGenerator<GatewayEvent> {
  const list = stripe.events.list({
    created: { gte: toSeconds(since) },
    types: [...WATCHED_EVENTS],
    limit: PAGE_SIZE,
  });
  for await (const one of pages(list)) {
    const event = parseEvent(one);
    if (event !== null) yield { ...event, accountId };
  }
}
