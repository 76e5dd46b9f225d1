import { type Money, toStripeAmount } from '../domain/index.js';
import { GatewayError } from '../gateway/gateway-error.js';

/** Maximum page size of Stripe's lists. */
export const PAGE_SIZE = 100;

/**
 * Returns an amount as the parameters of a request.
 * @throws DomainError if Stripe can't charge it exactly
 * @throws GatewayError if the number is too large for JSON
 */
export function toParams(money: Money): { amount: number; currency: string } {
  const amount = Number(toStripeAmount(money));
  if (!Number.isSafeInteger(amount)) throw new GatewayError('amount_out_of_range', null, null);
  return { amount, currency: money.currency.toLowerCase() };
}

/** Returns an instant in Stripe's format, in whole seconds. */
export function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

export function fromSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}
