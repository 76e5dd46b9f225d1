import { Exact, fromMinor, toMinor } from '#platform/domain';
import { roundToStep } from './precision.js';

/**
 * Returns the payable amount of a total: the nearest multiple of the increment, rounded half away from zero
 * (docs/rules/invoicing.md#from-lines-to-the-payable-amount).
 */
export function payableOf(total: Exact, increment: string | null): Exact {
  return increment === null ? total : roundToStep(total, new Exact(increment));
}

/** An invoice's total in minor units, and the part that is set off against a deposit. */
export interface DocumentToPay {
  readonly currency: string;
  readonly grossMinor: bigint | string;
  readonly depositMinor: bigint | string | null;
  /** Decimal, in major units; null if the amount is not rounded. */
  readonly payableIncrement: string | null;
}

/** Returns the rounding of the amount to pay, in minor units; negative if it is rounded down. */
export function roundingOf(document: DocumentToPay): bigint {
  const { currency, payableIncrement } = document;
  const left = leftToPay(document);
  return toMinor(payableOf(new Exact(fromMinor(left, currency)), payableIncrement), currency) - left;
}

/** Returns the amount to pay: the total less a deposit, rounded as agreed; in minor units. */
export function amountToPay(document: DocumentToPay): bigint {
  return leftToPay(document) + roundingOf(document);
}

const leftToPay = ({ grossMinor, depositMinor }: DocumentToPay): bigint =>
  BigInt(grossMinor) - BigInt(depositMinor ?? 0);
