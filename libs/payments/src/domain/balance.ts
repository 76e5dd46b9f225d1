import type { Money } from './money.js';

/** Kinds of entries in the provider's balance, as the ledger distinguishes them. */
export type BalanceEntryKind =
  | 'payment'
  | 'payment_failure'
  | 'refund'
  | 'refund_failure'
  | 'dispute'
  | 'fee'
  | 'payout'
  | 'payout_failure'
  | 'other';

/** One movement of the provider's balance, in the currency of the balance. */
export interface BalanceEntry {
  readonly id: string;
  readonly kind: BalanceEntryKind;
  /** The provider's own type, for entries of kind `other`. */
  readonly type: string;
  /** Gross amount; negative if it leaves the balance. */
  readonly amount: Money;
  /** Fee that the provider kept; negative if the fee was returned. */
  readonly fee: Money;
  /** `amount` minus `fee`. */
  readonly net: Money;
  /**
   * Exchange rate from the currency of the payment to the currency of the balance, as a decimal string; null without a
   * conversion.
   */
  readonly exchangeRate: string | null;
  /** Charge, refund, dispute or payout behind the entry. */
  readonly sourceId: string | null;
  readonly createdAt: Date;
  readonly availableOn: Date;
}

export interface Payout {
  readonly id: string;
  readonly amount: Money;
  readonly state: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  /** Day on which the money is expected in the bank account. */
  readonly arrivesOn: Date;
  /**
   * True for scheduled payouts. The provider lists the entries of scheduled payouts, but not the entries of manual
   * payouts.
   */
  readonly isAutomatic: boolean;
  /** Reference in the bank statement. */
  readonly statementDescriptor: string | null;
  readonly createdAt: Date;
}

const KINDS: ReadonlyMap<string, BalanceEntryKind> = new Map([
  ['charge', 'payment'],
  ['payment', 'payment'],
  ['payment_failure_refund', 'payment_failure'],
  ['refund', 'refund'],
  ['payment_refund', 'refund'],
  ['refund_failure', 'refund_failure'],
  ['stripe_fee', 'fee'],
  ['stripe_fx_fee', 'fee'],
  ['application_fee', 'fee'],
  ['tax_fee', 'fee'],
  ['payout', 'payout'],
  ['payout_cancel', 'payout_failure'],
  ['payout_failure', 'payout_failure'],
]);

/**
 * Returns the kind of an entry. Disputes and their reversals are adjustments with a dispute as their source.
 * @param type of the balance transaction (docs.stripe.com/reports/balance-transaction-types)
 */
export function kindOfEntry(type: string, sourceId: string | null): BalanceEntryKind {
  if (type === 'adjustment' && sourceId !== null && /^(dp|du)_/.test(sourceId)) return 'dispute';
  return KINDS.get(type) ?? 'other';
}

/**
 * Returns the difference between an entry's amount and the sum of its fee and net amount, in minor units; zero for a
 * correct entry.
 */
export function entryDifference({ amount, fee, net }: BalanceEntry): bigint {
  return amount.minor - fee.minor - net.minor;
}

/**
 * Returns the difference between a payout and the entries that it pays out, in minor units. The list of a payout's
 * entries contains the payout itself, as a negative entry.
 */
export function payoutDifference(payout: Payout, entries: readonly BalanceEntry[]): bigint {
  const paid = entries.filter(({ kind }) => kind !== 'payout');
  return paid.reduce((sum, { net }) => sum + net.minor, 0n) - payout.amount.minor;
}
