import { type Transaction, fromMinor } from '#platform';
import { findPaidMethod } from './paid-method.queries.js';
import { loadProposedPayee } from './payee.queries.js';
import { loadEarlierRefunds } from './refund-limit.queries.js';
import { loadRefundLimit, type RefundSource } from './refund-source.js';

/** Largest possible refund of a payment or credit note, and its proposed payee. */
export interface Refundable {
  /** Decimal in major units of the source's currency. */
  readonly amount: string;
  readonly currency: string;
  readonly payeeName: string;
  /** Null if no payment of the customer names an account. */
  readonly payeeAccount: string | null;
  /** The method that paid through Stripe; null if Stripe can't return any of the money. */
  readonly paymentMethod: RefundableMethod | null;
}

/** A card or bank account to which Stripe can return money. */
export interface RefundableMethod {
  /** Issuer and last digits; null if they aren't known. */
  readonly label: string | null;
  /** Largest amount, in major units of the source's currency. */
  readonly amount: string;
}

/** Returns the largest possible refund; null if nothing can be refunded, or if a refund awaits a decision. */
export async function findRefundable(tx: Transaction, source: RefundSource): Promise<Refundable | null> {
  const { customerId, currency, sourceId, leftMinor } = source;
  if (customerId === null || leftMinor <= 0n) return null;
  const owned = { ...source, customerId };
  if ((await loadEarlierRefunds(tx, sourceId)).hasPending) return null;
  const limit = await loadRefundLimit(tx, owned, null);
  if (typeof limit !== 'bigint') return null;
  const payee = await loadProposedPayee(tx, owned, sourceId.paymentId);
  const method = await findPaidMethod(tx, owned, null);
  return {
    amount: fromMinor(limit, currency),
    currency,
    payeeName: payee.name,
    payeeAccount: payee.account,
    paymentMethod: method && {
      label: method.label,
      amount: fromMinor(leastOf(limit, method.leftMinor), currency),
    },
  };
}

function leastOf(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
