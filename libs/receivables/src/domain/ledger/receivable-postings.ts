import { divideByWeight, Exact, sumMinor } from '#platform/domain';
import type { Account } from '#invoicing/domain';
import { type BookedAmount, valueOfPart } from './booked-amount.js';

/** A line of a journal entry in minor units: debits are positive, credits negative. */
export interface ReceivablePosting {
  readonly account: Account;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly booksAmountMinor: bigint;
  /** Document with the open amount that the line changes. */
  readonly itemId?: string;
  /** Payment with the unapplied amount that the line changes. */
  readonly paymentId?: string;
}

export interface ReceivedPayment extends BookedAmount {
  readonly id: string;
  readonly currency: string;
  /** Location of the money: in the bank, or at a payment provider until the payout (`clearing`). */
  readonly heldIn: 'bank' | 'clearing';
}

/** Posts a received payment, which is not allocated to a document yet. */
export function postReceipt({
  id,
  currency,
  minor,
  booksMinor,
  heldIn,
}: ReceivedPayment): ReceivablePosting[] {
  return [
    { account: heldIn, currency, amountMinor: minor, booksAmountMinor: booksMinor },
    {
      account: 'unapplied_cash',
      currency,
      amountMinor: -minor,
      booksAmountMinor: -booksMinor,
      paymentId: id,
    },
  ];
}

/** An open document before a settlement. */
export interface ItemToSettle {
  readonly id: string;
  readonly currency: string;
  readonly open: BookedAmount;
}

/** A payment before a settlement. */
export interface PaymentToUse {
  readonly id: string;
  readonly currency: string;
  readonly unapplied: BookedAmount;
}

/** The parts that settle a document, in minor units of its currency. */
export interface SettledParts {
  /** Money used for the document. */
  readonly amountMinor: bigint;
  /** Discount granted for early payment. */
  readonly discountMinor: bigint;
  /** Tax that the payer withheld, and owes to the tax office in the seller's name. */
  readonly withheldMinor: bigint;
  /** Fee that a bank deducted. */
  readonly feeMinor: bigint;
}

export interface Settlement extends SettledParts {
  readonly item: ItemToSettle;
  readonly payment: PaymentToUse;
  /** Used part of the payment, in its currency. */
  readonly paymentMinor: bigint;
}

/** Returns the sum of the parts, by which a document is settled. */
export function settledBy({ amountMinor, discountMinor, withheldMinor, feeMinor }: SettledParts): bigint {
  return amountMinor + discountMinor + withheldMinor + feeMinor;
}

/**
 * Posts the use of a payment for a document. The document and the payment keep the exchange rates at which they were
 * posted; the difference between both values is an exchange difference. Amounts in two currencies pass through the
 * clearing account, so that each currency is balanced.
 */
export function postAllocation(settlement: Settlement): ReceivablePosting[] {
  const { item, payment, paymentMinor, amountMinor } = settlement;
  const settled = settledBy(settlement);
  const booksSettled = valueOfPart(item.open, settled);
  const booksPaid = valueOfPart(payment.unapplied, paymentMinor);
  const { currency } = item;
  const lines: ReceivablePosting[] = [
    {
      account: 'unapplied_cash',
      currency: payment.currency,
      amountMinor: paymentMinor,
      booksAmountMinor: booksPaid,
      paymentId: payment.id,
    },
    ...(payment.currency === currency
      ? []
      : [clearing(payment.currency, -paymentMinor, -booksPaid), clearing(currency, amountMinor, booksPaid)]),
    ...postDeductions(settlement, booksSettled),
    {
      account: 'receivable',
      currency,
      amountMinor: -settled,
      booksAmountMinor: -booksSettled,
      itemId: item.id,
    },
  ];
  return withExchangeDifference(currency, lines);
}

/** A credit note that settles a document in the same currency. */
export interface SetOff {
  readonly credit: ItemToSettle;
  readonly item: ItemToSettle;
  readonly amountMinor: bigint;
}

/** Posts the use of a credit note for a document. */
export function postSetOff({ credit, item, amountMinor }: SetOff): ReceivablePosting[] {
  const { currency } = item;
  return withExchangeDifference(currency, [
    {
      account: 'receivable',
      currency,
      amountMinor,
      booksAmountMinor: -valueOfPart(credit.open, -amountMinor),
      itemId: credit.id,
    },
    {
      account: 'receivable',
      currency,
      amountMinor: -amountMinor,
      booksAmountMinor: -valueOfPart(item.open, amountMinor),
      itemId: item.id,
    },
  ]);
}

const clearing = (currency: string, amountMinor: bigint, booksAmountMinor: bigint): ReceivablePosting => ({
  account: 'clearing',
  currency,
  amountMinor,
  booksAmountMinor,
});

/** Posts the deductions that settle a document without money, at the exchange rate of the document. */
function postDeductions(settlement: Settlement, booksSettled: bigint): ReceivablePosting[] {
  const { amountMinor, discountMinor, withheldMinor, feeMinor, item } = settlement;
  const parts = [amountMinor, discountMinor, withheldMinor, feeMinor];
  const values = divideByWeight(
    booksSettled,
    parts.map((part) => new Exact(part.toString())),
  );
  const line = (account: Account, part: number): ReceivablePosting[] =>
    parts[part] === 0n
      ? []
      : [
          {
            account,
            currency: item.currency,
            amountMinor: parts[part]!,
            booksAmountMinor: values[part]!,
          },
        ];
  return [...line('discounts_granted', 1), ...line('withholding_receivable', 2), ...line('bank_fees', 3)];
}

/** Adds the difference of an entry's lines in the accounting currency as an exchange difference. */
function withExchangeDifference(currency: string, lines: readonly ReceivablePosting[]): ReceivablePosting[] {
  const difference = -sumMinor(lines, ({ booksAmountMinor }) => booksAmountMinor);
  if (difference === 0n) return [...lines];
  return [
    ...lines,
    { account: 'exchange_difference', currency, amountMinor: 0n, booksAmountMinor: difference },
  ];
}
