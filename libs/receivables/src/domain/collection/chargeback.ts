/**
 * States of a chargeback: `inquiry` takes no money; `open` has taken it and can be contested; `won` returned it. A debit that
 * the payer's bank returned is `lost` at once. Source: https://docs.stripe.com/disputes/how-disputes-work
 */
export const CHARGEBACK_STATES = [
  'inquiry',
  'inquiry_closed',
  'open',
  'under_review',
  'won',
  'lost',
] as const;
export type ChargebackState = (typeof CHARGEBACK_STATES)[number];

/** States in which nobody has decided yet, so the document is not reminded of. */
export const UNDECIDED_CHARGEBACKS: readonly ChargebackState[] = ['inquiry', 'open', 'under_review'];

/** States in which the method is not charged again for the document. */
export const STOPPING_CHARGEBACKS: readonly ChargebackState[] = [...UNDECIDED_CHARGEBACKS, 'lost'];

/** States in which the money is with the payer's bank. */
const TAKEN: readonly ChargebackState[] = ['open', 'under_review', 'lost'];

/**
 * Returns whether a reading is older than the stored state: a decision is not followed by an undecided state, whichever
 * process read it. A lost chargeback can still be won.
 */
export function isOutdatedChargeback(stored: ChargebackState | null, read: ChargebackState): boolean {
  return stored !== null && !UNDECIDED_CHARGEBACKS.includes(stored) && UNDECIDED_CHARGEBACKS.includes(read);
}

/**
 * Returns what the books need after a reading.
 * @param isReturned whether the money is posted as returned to the payer
 */
export function planChargeback(
  state: ChargebackState,
  isReturned: boolean,
): 'return' | 'restore' | 'nothing' {
  if (TAKEN.includes(state)) return isReturned ? 'nothing' : 'return';
  return isReturned ? 'restore' : 'nothing';
}

/** A use of a payment for a document, in minor units of the payment's currency. */
export interface PaymentPart {
  readonly allocationId: string;
  readonly documentId: string;
  readonly minor: bigint;
}

/** How an amount is taken out of a payment. */
export interface Withdrawal {
  /** Uses to undo. */
  readonly undo: readonly PaymentPart[];
  /** Amount that is returned: everything, or less if a part of the payment was refunded before. */
  readonly returnedMinor: bigint;
  /** Rest of the last undone use, which is used for its document again. */
  readonly keptMinor: bigint;
}

/**
 * Plans how the bank's amount is taken out of a payment: first what is unapplied, then the latest uses.
 * @param uses in the order in which they were made
 */
export function planWithdrawal(
  amountMinor: bigint,
  unappliedMinor: bigint,
  uses: readonly PaymentPart[],
): Withdrawal {
  const undo: PaymentPart[] = [];
  let freeMinor = unappliedMinor;
  for (const use of [...uses].reverse()) {
    if (freeMinor >= amountMinor) break;
    undo.push(use);
    freeMinor += use.minor;
  }
  const returnedMinor = freeMinor < amountMinor ? freeMinor : amountMinor;
  return { undo, returnedMinor, keptMinor: undo.length === 0 ? 0n : freeMinor - returnedMinor };
}
