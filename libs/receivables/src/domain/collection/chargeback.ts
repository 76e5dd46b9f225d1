/**
 * States of a chargeback: `inquiry`: the payer's bank has not taken the money. `open`: the bank has taken the money,
 * and the maker can contest the chargeback. `won`: the bank has returned the money. A debit that the payer's bank
 * returned is `lost` immediately. Source: https://docs.stripe.com/disputes/how-disputes-work
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

/** States without a decision, in which no reminders of the document are sent. */
export const UNDECIDED_CHARGEBACKS: readonly ChargebackState[] = ['inquiry', 'open', 'under_review'];

/** States in which the method is not charged again for the document. */
export const STOPPING_CHARGEBACKS: readonly ChargebackState[] = [...UNDECIDED_CHARGEBACKS, 'lost'];

/** States in which the money is with the payer's bank. */
const TAKEN: readonly ChargebackState[] = ['open', 'under_review', 'lost'];

/**
 * Returns true when a reading is older than the stored state: an undecided state never follows a decision, even if
 * another process read it later. A lost chargeback can still be won.
 */
export function isOutdatedChargeback(stored: ChargebackState | null, read: ChargebackState): boolean {
  return stored !== null && !UNDECIDED_CHARGEBACKS.includes(stored) && UNDECIDED_CHARGEBACKS.includes(read);
}

/**
 * Returns true for the first reading with which the payer's bank has taken the money, also after an inquiry. Later
 * readings, such as of a decision, don't open the chargeback again.
 */
export function isChargebackOpened(stored: ChargebackState | null, read: ChargebackState): boolean {
  const isNew = stored === null || stored === 'inquiry' || stored === 'inquiry_closed';
  return isNew && TAKEN.includes(read);
}

/**
 * Returns the change to post after a reading: the return of the money to the payer, its reversal, or no change.
 * @param isReturned whether the money is posted as returned to the payer
 */
export function planChargeback(
  state: ChargebackState,
  isReturned: boolean,
): 'return' | 'restore' | 'nothing' {
  if (TAKEN.includes(state)) return isReturned ? 'nothing' : 'return';
  return isReturned ? 'restore' : 'nothing';
}

/** An allocation of a payment to a document, in minor units of the payment's currency. */
export interface PaymentPart {
  readonly allocationId: string;
  readonly documentId: string;
  readonly minor: bigint;
}

/** The steps by which an amount is withdrawn from a payment. */
export interface Withdrawal {
  /** Allocations to undo. */
  readonly undo: readonly PaymentPart[];
  /** Returned amount: the whole amount, or less if a part of the payment was refunded before. */
  readonly returnedMinor: bigint;
  /** Rest of the last undone allocation, which is allocated to its document again. */
  readonly keptMinor: bigint;
}

/**
 * Plans the withdrawal of the bank's amount from a payment: first from the unapplied amount, then from the latest
 * allocations.
 * @param uses allocations of the payment, in the order in which they were made
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
