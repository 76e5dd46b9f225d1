import type { CountingWindow } from '../usage/metered-period.js';

/** A time range [since, until); null is unlimited. Milliseconds since 1970 UTC. */
export interface TimeRange {
  readonly since: number;
  readonly until: number | null;
}

/**
 * Returns the windows in which a meter counts for a contract within a period: where the term, the machine's time under
 * the contract and its placements with the customer overlap. The ranges of each list may be in any order; adjacent
 * ranges are joined.
 *
 * A window's `since` is before the period if its range begins earlier, because counting then continues.
 */
export function countingWindows(
  period: { readonly from: number; readonly to: number },
  coverages: readonly (readonly TimeRange[])[],
): CountingWindow[] {
  return coverages
    .map(joinAdjacent)
    .reduce(intersect, [{ since: Number.MIN_SAFE_INTEGER, until: null }])
    .map(({ since, until }) => ({
      since,
      from: Math.max(since, period.from),
      // A range excludes the instant at which it ends.
      to: until === null ? period.to : Math.min(until - 1, period.to),
      ...((until === null || until - 1 > period.to) && { until }),
    }))
    .filter((window) => window.from < window.to);
}

/** Sorts ranges and joins adjacent ones. */
export function joinAdjacent(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.since - b.since)) {
    const last = joined.at(-1);
    if (last && (last.until === null || range.since <= last.until)) {
      joined[joined.length - 1] = { since: last.since, until: later(last.until, range.until) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** Returns the overlap of two lists of ranges. */
export function intersect(left: readonly TimeRange[], right: readonly TimeRange[]): TimeRange[] {
  return left.flatMap((a) =>
    right
      .map((b) => ({ since: Math.max(a.since, b.since), until: earlier(a.until, b.until) }))
      .filter(({ since, until }) => until === null || since < until),
  );
}

const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b);
const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
