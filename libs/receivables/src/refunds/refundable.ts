import { type Transaction, fromMinor } from '#platform';
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
  return { amount: fromMinor(limit, currency), currency, payeeName: payee.name, payeeAccount: payee.account };
}
