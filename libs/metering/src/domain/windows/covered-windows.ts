import { firstMomentOf, localDate } from '#contracts/domain';
import type { TimeRange } from './counting-windows.js';
import type { CountingWindow, Seam } from '../usage/metered-period.js';

/**
 * A span in which a contract covers a quantity for its customer: from `since` up to, but excluding, `until`. Its last
 * instant is `until - 1`.
 */
export interface Coverage extends TimeRange {
  readonly customerId: string;
  /** The contract's IANA time zone. */
  readonly zone: string;
  /** Maximum gap of the contract's meter, in milliseconds. */
  readonly gapMs: number;
  /** True if the coverage begins with an opening reading, so that no earlier reading starts a step. */
  readonly isOpened?: true;
}

/**
 * A coverage that begins where the previous coverage ends, with the instant at which it would begin by its own time
 * zone.
 */
interface JoinedCoverage extends Coverage {
  readonly opensAt: number;
}

/**
 * Returns the counting windows of a contract within a period, considering other contracts' coverage of the same
 * quantity.
 *
 * - Where the same customer's coverage continues, counting continues: a step across the bound belongs to the window in
 *   which it ends, or is divided if it is long, exactly as at the end of a month of a single contract.
 * - Where another customer's coverage begins or ends at the same instant, steps across it are divided by time
 *   (`before`, `after`).
 *
 * @param own coverages of the contract, in any order and not adjacent
 * @param others coverages of other contracts
 */
export function coveredWindows(
  period: { readonly from: number; readonly to: number },
  own: readonly Coverage[],
  others: readonly Coverage[],
): CountingWindow[] {
  const all = joinZones([...own, ...others]);
  return all
    .slice(0, own.length)
    .sort((a, b) => a.since - b.since)
    .map((coverage) => windowOf(period, coverage, all))
    .filter((window) => window.from < window.to);
}

function windowOf(
  period: { readonly from: number; readonly to: number },
  coverage: JoinedCoverage,
  all: readonly JoinedCoverage[],
): CountingWindow {
  const { opensAt } = coverage;
  const opensHere = opensAt >= period.from && opensAt < period.to;
  // If the midnights of two time zones differ, the hours between them belong to the first day.
  const from = opensHere ? coverage.since : Math.max(coverage.since, period.from);
  const to = Math.min(endOf(coverage), period.to);
  const { since, before } = findEarliestReadings(coverage, all);
  const { end, after } = findLatestReadings(coverage, all);
  const seams = seamsWithin(coverage, { since, end }, all);
  return {
    since,
    from,
    to,
    ...(seams.length > 0 && { seams }),
    ...(end > to && { until: exclusive(end) }),
    ...(before < since && { before }),
    ...(after > end && { after: exclusive(after) }),
  };
}

/**
 * Returns the start of the customer's own readings, and the start of the readings of the customers that were covered
 * before without a gap.
 */
function findEarliestReadings(
  coverage: JoinedCoverage,
  all: readonly JoinedCoverage[],
): { since: number; before: number } {
  if (coverage.isOpened) return { since: coverage.since, before: coverage.since };
  const earliest = (from: number, candidates: readonly JoinedCoverage[]): number => {
    const previous = candidates.find((one) => one.since < from && endOf(one) === from);
    return previous === undefined ? from : earliest(previous.since, candidates);
  };
  const since = earliest(
    coverage.since,
    all.filter(({ customerId }) => customerId === coverage.customerId),
  );
  return { since, before: earliest(since, all) };
}

/** Like `findEarliestReadings`, in the other direction. */
function findLatestReadings(
  coverage: JoinedCoverage,
  all: readonly JoinedCoverage[],
): { end: number; after: number } {
  const latest = (to: number, candidates: readonly JoinedCoverage[]): number => {
    const next = candidates.find((one) => one.since === to && endOf(one) > to && !one.isOpened);
    return next === undefined ? to : latest(endOf(next), candidates);
  };
  const end = latest(
    endOf(coverage),
    all.filter(({ customerId }) => customerId === coverage.customerId),
  );
  return { end, after: latest(end, all) };
}

/**
 * Returns the instants at which one coverage of the customer follows another, if one of the two has a shorter maximum
 * gap than this coverage.
 */
function seamsWithin(
  { customerId, gapMs }: Coverage,
  time: { readonly since: number; readonly end: number },
  all: readonly JoinedCoverage[],
): Seam[] {
  const own = all.filter((one) => one.customerId === customerId);
  return own
    .flatMap((earlier) =>
      own
        .filter(
          (later) => later.since === endOf(earlier) && later.since > time.since && later.since < time.end,
        )
        .map((later) => ({ at: later.since, gapMs: Math.min(earlier.gapMs, later.gapMs) })),
    )
    .filter((seam) => seam.gapMs < gapMs)
    .sort((a, b) => a.at - b.at);
}

/**
 * Joins contracts of one customer with adjacent local dates, regardless of their time zones: the later contract begins
 * at the instant at which the earlier contract ends, so that no hour is counted twice or missed.
 */
function joinZones(coverages: readonly Coverage[]): JoinedCoverage[] {
  return coverages.map((coverage) => {
    const previous = coverages.find((one) => isAdjacent(one, coverage));
    return { ...coverage, since: previous ? endOf(previous) : coverage.since, opensAt: coverage.since };
  });
}

function isAdjacent(earlier: Coverage, later: Coverage): boolean {
  const end = endOf(earlier);
  return (
    earlier.zone !== later.zone &&
    earlier.customerId === later.customerId &&
    earlier.since < later.since &&
    Math.abs(end - later.since) <= MAX_ZONE_DIFFERENCE_MS &&
    isMidnight(end, earlier.zone) &&
    isMidnight(later.since, later.zone) &&
    localDate(end, earlier.zone) === localDate(later.since, later.zone)
  );
}

const MAX_ZONE_DIFFERENCE_MS = 26 * 3_600_000;

const isMidnight = (at: number, zone: string): boolean => firstMomentOf(localDate(at, zone), zone).at === at;

const endOf = ({ until }: TimeRange): number => (until === null ? Infinity : until - 1);

const exclusive = (end: number): number | null => (end === Infinity ? null : end + 1);
