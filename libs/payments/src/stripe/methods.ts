import type Stripe from 'stripe';
import { METHOD_KINDS, type MethodKind, type StoredMethod } from '../gateway/gateway-types.js';
import { PAGE_SIZE } from './request-values.js';
import { idOf } from './read-intent.js';
import { request } from './stripe-errors.js';

/** Reads and removes saved payment methods of one account. */
export class Methods {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  list(customerId: string): Promise<readonly StoredMethod[]> {
    return request(async () => {
      const methods: StoredMethod[] = [];
      const list = this.#stripe.paymentMethods.list({ customer: customerId, limit: PAGE_SIZE });
      for await (const method of list) methods.push(readMethod(method));
      return methods;
    });
  }

  async read(methodId: string): Promise<StoredMethod> {
    return readMethod(await request(() => this.#stripe.paymentMethods.retrieve(methodId)));
  }

  async remove(methodId: string): Promise<void> {
    await request(() => this.#stripe.paymentMethods.detach(methodId));
  }
}

/**
 * Returns the data of a method that the product shows. The product stores no other data of methods, so it never has
 * card numbers.
 */
export function readMethod(method: Stripe.PaymentMethod): StoredMethod {
  const { card } = method;
  const bank = method.us_bank_account ?? method.acss_debit;
  const debit = bank ?? method.sepa_debit ?? method.bacs_debit ?? method.au_becs_debit;
  return {
    id: method.id,
    kind: isOffered(method.type) ? method.type : 'other',
    issuer: card?.brand ?? bank?.bank_name ?? null,
    lastDigits: card?.last4 ?? debit?.last4 ?? null,
    expires: card === undefined ? null : { year: card.exp_year, month: card.exp_month },
    customerId: idOf(method.customer),
  };
}

function isOffered(type: string): type is MethodKind {
  return (METHOD_KINDS as readonly string[]).includes(type);
}
