import Stripe from 'stripe';
import type { IntentReading, PaymentOutcome, UnknownOutcome } from '../domain/index.js';
import type { ChargeInput, LookUpInput } from '../gateway/gateway-types.js';
import type { IntentAnswer } from '../gateway/payment-gateway.js';
import { ATTEMPT_FIELD, readIntent } from './read-intent.js';
import { PAGE_SIZE, toParams } from './request-values.js';
import { request, toGatewayError, unknownOutcomeOf } from './stripe-errors.js';

/** Largest difference between the product's clock and Stripe's. */
const CLOCK_DIFFERENCE_MS = 600_000;

/** Charges, reads and cancels intents of one account. */
export class Charges {
  readonly #stripe: Stripe;

  constructor(
    stripe: Stripe,
    private readonly now: () => Date,
  ) {
    this.#stripe = stripe;
  }

  /**
   * Does not repeat requests, because the caller records each repetition. The library itself repeats a request once
   * with the same key if its connection was closed.
   */
  async charge(input: ChargeInput): Promise<PaymentOutcome> {
    const params: Stripe.PaymentIntentCreateParams = {
      ...toParams(input.amount),
      customer: input.customerId,
      payment_method: input.methodId,
      payment_method_types: [input.methodKind],
      off_session: true,
      confirm: true,
      description: input.description,
      metadata: { [ATTEMPT_FIELD]: input.attemptId },
    };
    try {
      const options = { idempotencyKey: input.idempotencyKey, maxNetworkRetries: 0 };
      return readIntent(await this.#stripe.paymentIntents.create(params, options));
    } catch (error) {
      return outcomeOf(error);
    }
  }

  async find({ attemptId, customerId, firstSentAt }: LookUpInput): Promise<PaymentOutcome | null> {
    const since = Math.floor((firstSentAt.getTime() - CLOCK_DIFFERENCE_MS) / 1000);
    return request(async () => {
      const list = this.#stripe.paymentIntents.list({
        customer: customerId,
        created: { gte: since },
        limit: PAGE_SIZE,
      });
      for await (const intent of list)
        if (intent.metadata[ATTEMPT_FIELD] === attemptId) return readIntent(intent);
      return null;
    });
  }

  read(intentId: string): Promise<IntentAnswer> {
    return this.observe(() => request(() => this.#stripe.paymentIntents.retrieve(intentId)));
  }

  async cancel(intentId: string): Promise<IntentAnswer> {
    try {
      return await this.observe(() => this.#stripe.paymentIntents.cancel(intentId));
    } catch (error) {
      const fault = toGatewayError(error);
      // The intent was paid or canceled before, so its current state is returned.
      if (fault.fault !== 'not_allowed') throw fault;
      return this.read(intentId);
    }
  }

  private async observe(ask: () => Promise<Stripe.PaymentIntent>): Promise<IntentAnswer> {
    const askedAt = this.now();
    const outcome = readIntent(await ask());
    if (outcome.state === 'unknown') return outcome satisfies UnknownOutcome;
    return { outcome, askedAt, answeredAt: this.now() } satisfies IntentReading;
  }
}

/** Returns the outcome of a request to charge that failed. A decline is a response with status 402 and the intent. */
function outcomeOf(error: unknown): PaymentOutcome {
  const unknown = unknownOutcomeOf(error);
  if (unknown !== null) return unknown;
  if (error instanceof Stripe.errors.StripeError && error.payment_intent !== undefined)
    return readIntent(error.payment_intent);
  throw toGatewayError(error);
}
