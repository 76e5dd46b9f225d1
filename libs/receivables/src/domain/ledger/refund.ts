import { findAccountFaults, normaliseAccount } from '#organization/domain';
import { type FieldFault, fromMinor } from '#platform/domain';
import { compact } from '../compact.js';
import { type BookedAmount, valueOfPart } from './booked-amount.js';
import type { ReceivablePosting } from './receivable-postings.js';

/**
 * Reasons why a second person must approve a refund: it is above the limit of the legal entity, it can't be compared with
 * the limit without an exchange rate, or the customer has not paid from the payee's account.
 */
export const SECOND_PERSON_REASONS = ['above_limit', 'no_exchange_rate', 'new_account'] as const;
export type SecondPersonReason = (typeof SECOND_PERSON_REASONS)[number];

/** Ways on which money is returned: by a transfer to a bank account, or by Stripe to the method that paid. */
export const REFUND_WAYS = ['bank_account', 'payment_method'] as const;
export type RefundWay = (typeof REFUND_WAYS)[number];

/** Money that was allocated to documents, and posted or pending refunds of credit notes for these documents. */
export interface PaidAndRefunded {
  readonly paidMinor: bigint;
  readonly refundedMinor: bigint;
}

/** A payment or credit note to refund. */
export type RefundableSource = {
  /** The unapplied amount of the payment, or the open amount of the credit note as a positive amount. */
  readonly leftMinor: bigint;
  /** All documents of the customer with the same seller and currency. */
  readonly account: PaidAndRefunded;
} & (
  | { readonly kind: 'payment' }
  | {
      readonly kind: 'credit_note';
      /** The credited invoice; null for a month with a negative total, which credits no invoice. */
      readonly invoice: PaidAndRefunded | null;
    }
);

/**
 * Reasons why no amount can be refunded: the payment or credit note is used up, no money was paid for the credited
 * documents, or the money was already refunded.
 */
export type RefundObstacle = 'nothing_left' | 'nothing_paid' | 'already_refunded';

/**
 * Returns the largest amount that can be refunded, or the reason why no amount can be refunded.
 *
 * The refund of a credit note is limited to the money allocated to the credited invoice, and to the money allocated to
 * all documents of the customer, each less earlier refunds. If an allocation is undone after such a refund, its money
 * was already refunded, so the refund of the payment excludes it.
 */
export function findRefundLimit(source: RefundableSource): bigint | RefundObstacle {
  const { leftMinor, account } = source;
  if (leftMinor <= 0n) return 'nothing_left';
  const unrefunded = account.paidMinor - account.refundedMinor;
  if (source.kind === 'payment') {
    const limit = unrefunded < 0n ? leftMinor + unrefunded : leftMinor;
    return limit > 0n ? limit : 'already_refunded';
  }
  const { invoice } = source;
  const ofInvoice = invoice === null ? unrefunded : invoice.paidMinor - invoice.refundedMinor;
  const limit = [leftMinor, unrefunded, ofInvoice].reduce((least, one) => (one < least ? one : least));
  return limit > 0n ? limit : 'nothing_paid';
}

/** Returns the fault of refunding an amount; undefined if there is none. */
export function findRefundFault(
  amountMinor: bigint,
  limitMinor: bigint,
  currency: string,
): FieldFault | undefined {
  if (amountMinor <= 0n) return { pointer: '/amount', code: 'receivables.amount_not_positive' };
  if (amountMinor > limitMinor)
    return {
      pointer: '/amount',
      code: 'receivables.refund_exceeds',
      params: { left: fromMinor(limitMinor, currency), currency },
    };
  return undefined;
}

/** The person or company that receives a refund. */
export interface Payee {
  readonly name: string;
  /** IBAN or national number, in capitals, without spaces and punctuation. */
  readonly account: string;
}

/** Reads the payee of a refund, and returns the faults of its fields. */
export function readPayee(
  name: string,
  account: string,
): { readonly payee: Payee; readonly faults: readonly FieldFault[] } {
  const trimmed = name.trim();
  return {
    payee: { name: trimmed, account: compact(account) },
    faults: [
      ...(trimmed === '' ? [{ pointer: '/payeeName', code: 'receivables.payee_name_missing' }] : []),
      ...findAccountFaults({ account: normaliseAccount(account) }, '').map((fault) => ({
        ...fault,
        pointer: '/payeeAccount',
      })),
    ],
  };
}

/** A payment or credit note before a refund. The open amount of a credit note is negative. */
export interface SourceToRefund {
  readonly kind: RefundableSource['kind'];
  readonly id: string;
  readonly currency: string;
  readonly left: BookedAmount;
}

/** Account that a refund reduces: `clearing` holds money at Stripe until it is paid out. */
export type RefundAccount = 'bank' | 'clearing';

/**
 * Posts a refund at the exchange rate of its source: the money leaves an account, and the unapplied amount of the payment
 * or the open amount of the credit note decreases.
 */
export function postRefund(
  { kind, id, currency, left }: SourceToRefund,
  amountMinor: bigint,
  paidFrom: RefundAccount,
): ReceivablePosting[] {
  const booksAmountMinor =
    kind === 'payment' ? valueOfPart(left, amountMinor) : -valueOfPart(left, -amountMinor);
  const used = { currency, amountMinor, booksAmountMinor };
  return [
    kind === 'payment'
      ? { account: 'unapplied_cash', ...used, paymentId: id }
      : { account: 'receivable', ...used, itemId: id },
    { account: paidFrom, currency, amountMinor: -amountMinor, booksAmountMinor: -booksAmountMinor },
  ];
}
