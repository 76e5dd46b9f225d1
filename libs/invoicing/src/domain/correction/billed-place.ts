import { Exact } from '#platform/domain';
import type { DraftLine } from '../line/draft-line.js';
import { keyOfLine } from './home-month.js';

/** A line of an issued document, as a line of a draft says it. */
export interface BilledLine extends DraftLine {
  readonly id: string;
  readonly invoiceId: string;
  /** `YYYY-MM`, of its document or of what it corrects. */
  readonly month: string;
  /** Its document lowers what is owed: its amounts count the other way. */
  readonly isGivenBack: boolean;
  /** It corrects: its quantity is a difference. Any other line says the quantity as it stood then. */
  readonly isDifference: boolean;
}

/** What credit notes gave back of a line, in minor units, as its prices are. */
export interface CreditedLine {
  readonly lineId: string;
  readonly creditedMinor: bigint;
  /** What of it was given back because the quantity was too high. */
  readonly forQuantityMinor: bigint;
}

/** What issued documents say of one place of a month: of a charge's counter, or of a delivery. Minor units, as the prices are. */
export interface BilledPlace {
  readonly key: string;
  /** The first line that bills it. */
  readonly line: BilledLine;
  readonly billedMinor: bigint;
  /** Decimal; null where no line has one. */
  readonly quantity: string | null;
  readonly creditedMinor: bigint;
  readonly forQuantityMinor: bigint;
}

/**
 * Sums what was billed, place by place, in the order of the lines.
 * @param lines of issued documents: those that are corrected first
 */
export function billedPlaces(lines: readonly BilledLine[], credits: readonly CreditedLine[]): BilledPlace[] {
  const credited = new Map(credits.map((credit) => [credit.lineId, credit]));
  const places = new Map<string, BilledPlace>();
  for (const line of lines) {
    const key = keyOfLine(line);
    if (key === null) continue;
    const before = places.get(key);
    const credit = credited.get(line.id);
    places.set(key, {
      key,
      line: before?.line ?? line,
      billedMinor: (before?.billedMinor ?? 0n) + signed(line),
      quantity: addQuantity(before?.quantity ?? null, line),
      creditedMinor: (before?.creditedMinor ?? 0n) + (credit?.creditedMinor ?? 0n),
      forQuantityMinor: (before?.forQuantityMinor ?? 0n) + (credit?.forQuantityMinor ?? 0n),
    });
  }
  return [...places.values()];
}

function signed({ amountMinor, isGivenBack }: BilledLine): bigint {
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
