import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { CustomerInput } from '../gateway/gateway-types.js';
import { request } from './stripe-errors.js';

/** Metadata of customers that the product creates: the id of the customer in the product. */
const CUSTOMER_FIELD = 'dutycycle_customer';

/** Creates and finds customers of one account. */
export class Customers {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  async ensure(input: CustomerInput): Promise<string> {
    return (await this.find(input.reference)) ?? this.create(input);
  }

  /**
   * Stripe's search can be outdated by up to an hour. The idempotency key of the creation finds a customer that the
   * search doesn't find yet.
   */
  private async find(reference: string): Promise<string | null> {
    const query = `metadata["${CUSTOMER_FIELD}"]:"${reference.replaceAll('"', '\\"')}"`;
    const { data } = await request(() => this.#stripe.customers.search({ query, limit: 1 }));
    return data[0]?.id ?? null;
  }

  private async create({ reference, name, email }: CustomerInput): Promise<string> {
    // A repeated request must have the same parameters, so a changed name needs another key.
    const hash = createHash('sha256')
      .update(JSON.stringify([reference, name, email]))
      .digest('hex');
    const { id } = await request(() =>
      this.#stripe.customers.create(
        { name, ...(email !== null && { email }), metadata: { [CUSTOMER_FIELD]: reference } },
        { idempotencyKey: `dutycycle-customer-${hash}` },
      ),
    );
    return id;
  }
}
