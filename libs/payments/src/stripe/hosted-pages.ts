import type Stripe from 'stripe';
import type {
  HostedPage,
  HostedPayment,
  HostedPaymentInput,
  MethodSetup,
  MethodSetupInput,
} from '../gateway/gateway-types.js';
import { readMethod } from './methods.js';
import { ATTEMPT_FIELD, idOf } from './read-intent.js';
import { fromSeconds, toParams, toSeconds } from './request-values.js';
import { request, toGatewayError } from './stripe-errors.js';

/** Creates and reads pages of Stripe Checkout. Card numbers are entered there, and never reach the product. */
export class HostedPages {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  async startSetup(input: MethodSetupInput): Promise<HostedPage> {
    return this.create(input, { mode: 'setup' });
  }

  async startPayment(input: HostedPaymentInput): Promise<HostedPage> {
    const { amount, currency } = toParams(input.amount);
    return this.create(input, {
      mode: 'payment',
      client_reference_id: input.attemptId,
      line_items: [
        {
          quantity: 1,
          price_data: { currency, unit_amount: amount, product_data: { name: input.title } },
        },
      ],
      payment_intent_data: { description: input.title, metadata: { [ATTEMPT_FIELD]: input.attemptId } },
      expires_at: toSeconds(input.expiresAt),
    });
  }

  async readSetup(pageId: string): Promise<MethodSetup> {
    const session = await request(() =>
      this.#stripe.checkout.sessions.retrieve(pageId, { expand: ['setup_intent.payment_method'] }),
    );
    const setup = typeof session.setup_intent === 'string' ? null : session.setup_intent;
    // A debit can need a confirmation by the bank after the page is complete. Until then, it can't be charged.
    const method = setup?.status === 'succeeded' ? setup.payment_method : null;
    return {
      state: stateOf(session),
      method: method === null || typeof method === 'string' ? null : readMethod(method),
    };
  }

  async readPayment(pageId: string): Promise<HostedPayment> {
    return readPayment(await request(() => this.#stripe.checkout.sessions.retrieve(pageId)));
  }

  async expire(pageId: string): Promise<HostedPayment> {
    try {
      return readPayment(await this.#stripe.checkout.sessions.expire(pageId));
    } catch (error) {
      const fault = toGatewayError(error);
      // Stripe refuses to expire a page that has ended, with an error that has no code.
      const payment = fault.fault === 'invalid_request' ? await this.readPayment(pageId) : null;
      if (payment === null || payment.state === 'open') throw fault;
      return payment;
    }
  }

  private async create(
    {
      idempotencyKey,
      customerId,
      kinds,
      language,
      successUrl,
      cancelUrl,
    }: MethodSetupInput | HostedPaymentInput,
    params: Stripe.Checkout.SessionCreateParams,
  ): Promise<HostedPage> {
    const session = await request(() =>
      this.#stripe.checkout.sessions.create(
        {
          ...params,
          customer: customerId,
          payment_method_types: [...kinds],
          locale: language,
          success_url: successUrl,
          cancel_url: cancelUrl,
        },
        { idempotencyKey },
      ),
    );
    return readPage(session);
  }
}

function readPage({ id, url, expires_at }: Stripe.Checkout.Session): HostedPage {
  return { id, url, expiresAt: fromSeconds(expires_at) };
}

function readPayment(session: Stripe.Checkout.Session): HostedPayment {
  return { page: readPage(session), state: stateOf(session), intentId: idOf(session.payment_intent) };
}

function stateOf({ status }: Stripe.Checkout.Session): HostedPayment['state'] {
  if (status === 'complete') return 'complete';
  return status === 'expired' ? 'expired' : 'open';
}
