import { Exact } from '#platform/domain';
import type { DraftLine } from '../line/draft-line.js';
import { billingKeyOf } from './attributed-month.js';

/** A line of an issued document, in the form of a draft's line. */
export interface BilledLine extends DraftLine {
  readonly id: string;
  readonly invoiceId: string;
  /** Month of the document or, for a correction, of the document that it corrects, `YYYY-MM`. */
  readonly month: string;
  /** True for a line of a credit note; its amounts are negative in sums. */
  readonly isGivenBack: boolean;
  /**
   * True for a correction, which has a difference as its quantity. All other lines have the whole quantity known when
   * they were billed.
   */
  readonly isDifference: boolean;
}

/** Amount that credit notes credited on a line, in minor units, net or gross like the line's prices. */
export interface CreditedLine {
  readonly lineId: string;
  readonly creditedMinor: bigint;
  /** Part that was credited because the quantity was too high. */
  readonly forQuantityMinor: bigint;
}

/**
 * Amount that issued documents billed for one line key of a charge's rated month or contract year, or for one delivery.
 * In minor units, net or gross like the prices.
 */
export interface BilledTotal {
  readonly key: string;
  /** First line that bills the key. */
  readonly line: BilledLine;
  readonly billedMinor: bigint;
  /** Decimal; null if no line has a quantity. */
  readonly quantity: string | null;
  readonly creditedMinor: bigint;
  readonly forQuantityMinor: bigint;
}

/**
 * Sums the billed amounts by line key, in the order of the lines.
 * @param lines the lines of issued documents; those of corrected documents come first
 */
export function sumBilledLines(
  lines: readonly BilledLine[],
  credits: readonly CreditedLine[],
): BilledTotal[] {
  const credited = new Map(credits.map((credit) => [credit.lineId, credit]));
  const totals = new Map<string, BilledTotal>();
  for (const line of lines) {
    const key = billingKeyOf(line);
    if (key === null) continue;
    const before = totals.get(key);
    const credit = credited.get(line.id);
    totals.set(key, {
      key,
      line: before?.line ?? line,
      billedMinor: (before?.billedMinor ?? 0n) + signedAmount(line),
      quantity: addQuantity(before?.quantity ?? null, line),
      creditedMinor: (before?.creditedMinor ?? 0n) + (credit?.creditedMinor ?? 0n),
      forQuantityMinor: (before?.forQuantityMinor ?? 0n) + (credit?.forQuantityMinor ?? 0n),
    });
  }
  return [...totals.values()];
}

function signedAmount({ amountMinor, isGivenBack }: BilledLine): bigint {
  const amount = amountMinor ?? 0n;
  return isGivenBack ? -amount : amount;
}

function addQuantity(
  before: string | null,
  { quantity, isGivenBack, isDifference }: BilledLine,
): string | null {
  if (quantity === null) return before;
  if (!isDifference) return quantity;
  const counted = isGivenBack ? new Exact(quantity).neg() : new Exact(quantity);
  return counted.plus(before ?? 0).toFixed();
}
