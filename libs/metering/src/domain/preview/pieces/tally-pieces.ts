import { Exact } from '#platform/domain';
import { joinSpans } from '../../windows/spans.js';
import type { Intervals } from './intervals.js';
import type { Derived, Piece } from './piece.js';

/** Sums of pieces. */
export interface Tally {
  /** Measured and estimated quantity that counts; null if there is none. */
  readonly quantity: Exact | null;
  /** Quantity that counts in each interval; null if it is unknown or entirely on hold. */
  readonly windows: readonly (Exact | null)[];
  readonly held: Exact;
  readonly estimated: Exact;
  readonly hasEstimate: boolean;
}

/**
 * Sums counted quantities and quantities on hold separately, because a line bills only the former
 * (docs/rules/metering.md#quantities-on-hold).
 */
export function tallyPieces({ pieces, known, isComplete }: Derived, intervals: Intervals): Tally {
  const sums = intervals.list.map(() => new Exact(0));
  const hasCounted = sums.map(() => false);
  const hasHeld = sums.map(() => false);
  let held = new Exact(0);
  let estimated = new Exact(0);
  let hasEstimate = false;
  for (const { interval, quantity, standing } of pieces) {
    if (standing === 'held' || quantity === null) {
      hasHeld[interval] = true;
      held = held.plus(quantity ?? 0);
      continue;
    }
    hasCounted[interval] = true;
    sums[interval] = sums[interval]!.plus(quantity);
    if (standing !== 'estimated') continue;
    hasEstimate = true;
    estimated = estimated.plus(quantity);
  }
  const isKnown = new Set(joinSpans(known).flatMap((span) => intervals.indexesOverlapping(span)));
  const windows = sums.map((sum, interval) => {
    if (hasCounted[interval]) return sum;
    return hasHeld[interval] || !isKnown.has(interval) ? null : sum;
  });
  const counts = hasCounted.includes(true) || (isComplete && !hasHeld.includes(true));
  return { quantity: counts ? Exact.sum(0, ...sums) : null, windows, held, estimated, hasEstimate };
}

/** Joins the pieces of several series that are metered together. */
export function joinDerived(parts: readonly Derived[]): Derived {
  return {
    pieces: parts.flatMap<Piece>(({ pieces }) => pieces),
    known: parts.flatMap(({ known }) => known),
    isComplete: parts.length > 0 && parts.every(({ isComplete }) => isComplete),
  };
}
