import type { CountingWindow } from '../usage/metered-period.js';

/** A stretch of time [since, until); null is without end. Milliseconds since 1970 UTC. */
export interface TimeRange {
  readonly since: number;
  readonly until: number | null;
}

/**
 * When a counter counts for a contract within a period: where the term, the machine's time under the contract and its
 * placements with the customer all hold. Each list may have its ranges in any order; ranges that touch are one.
 *
 * A window reaches back before the period where its range does, because counting then only goes on.
 */
export function countingWindows(
  period: { readonly from: number; readonly to: number },
  coverages: readonly (readonly TimeRange[])[],
): CountingWindow[] {
  return coverages
    .map(joinTouching)
    .reduce(intersect, [{ since: Number.MIN_SAFE_INTEGER, until: null }])
    .map(({ since, until }) => ({
      since,
      from: Math.max(since, period.from),
      // The instant at which a range ends is no longer in it.
      to: until === null ? period.to : Math.min(until - 1, period.to),
      ...((until === null || until - 1 > period.to) && { until }),
    }))
    .filter((window) => window.from < window.to);
}

/** Ranges in order; those that touch are one. */
export function joinTouching(ranges: readonly TimeRange[]): TimeRange[] {
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

/** The times that two lists of ranges share. */
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
