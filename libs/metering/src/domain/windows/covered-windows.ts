import { firstMomentOf, localDate } from '#contracts/domain';
import type { TimeRange } from './counting-windows.js';
import type { CountingWindow, Seam } from '../usage/metered-period.js';

/**
 * A time in which a contract covers a quantity for its customer: from `since` up to, not including, `until`. It ends at the instant
 * `until - 1`, which belongs to it.
 */
export interface Coverage extends TimeRange {
  readonly customerId: string;
  /** IANA zone of the contract. */
  readonly zone: string;
  /** What the contract takes for a long silence, in milliseconds. */
  readonly gapMs: number;
  /** It begins with an opening reading, so nothing before it opens a step. */
  readonly isOpened?: true;
}

/** A coverage that begins where the one before ends, with the instant at which it would begin by its own zone. */
interface Joined extends Coverage {
  readonly opensAt: number;
}

/**
 * The counting windows of a contract within a period, beside what other contracts cover of the same quantity.
 *
 * - Where the same customer's coverage goes on, counting goes on: a step over the bound belongs where it ends, or is divided where it
 *   is long, exactly as over the end of a month of one contract.
 * - Where another customer's coverage begins or ends at the very instant, steps over it are divided by time (`before`, `after`).
 *
 * @param own coverages of the contract that is counted for, in any order, none touching another
 * @param others of other contracts
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
  coverage: Joined,
  all: readonly Joined[],
): CountingWindow {
  const { opensAt } = coverage;
  const opensHere = opensAt >= period.from && opensAt < period.to;
  // Where the midnights of two zones differ, the hours between them are of the first day.
  const from = opensHere ? coverage.since : Math.max(coverage.since, period.from);
  const to = Math.min(endOf(coverage), period.to);
  const { since, before } = reachBack(coverage, all);
  const { end, after } = reachForward(coverage, all);
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

/** From when on readings are the customer's own, and from when on those of whoever was covered before without a break. */
function reachBack(coverage: Joined, all: readonly Joined[]): { since: number; before: number } {
  if (coverage.isOpened) return { since: coverage.since, before: coverage.since };
  const earliest = (from: number, among: readonly Joined[]): number => {
    const previous = among.find((one) => one.since < from && endOf(one) === from);
    return previous === undefined ? from : earliest(previous.since, among);
  };
  const since = earliest(
    coverage.since,
    all.filter(({ customerId }) => customerId === coverage.customerId),
  );
  return { since, before: earliest(since, all) };
}

/** As `reachBack`, up to when. */
function reachForward(coverage: Joined, all: readonly Joined[]): { end: number; after: number } {
  const latest = (to: number, among: readonly Joined[]): number => {
    const next = among.find((one) => one.since === to && endOf(one) > to && !one.isOpened);
    return next === undefined ? to : latest(endOf(next), among);
  };
  const end = latest(
    endOf(coverage),
    all.filter(({ customerId }) => customerId === coverage.customerId),
  );
  return { end, after: latest(end, all) };
}

/** Where coverages of the customer follow one another and one of them takes less for a long silence. */
function seamsWithin(
  { customerId, gapMs }: Coverage,
  time: { readonly since: number; readonly end: number },
  all: readonly Joined[],
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
 * Contracts of one customer that adjoin by their local dates adjoin in time too, whatever their zones: the later one begins at the
 * instant at which the earlier one ends, so that no hour is counted twice or not at all.
 */
function joinZones(coverages: readonly Coverage[]): Joined[] {
  return coverages.map((coverage) => {
    const previous = coverages.find((one) => adjoins(one, coverage));
    return { ...coverage, since: previous ? endOf(previous) : coverage.since, opensAt: coverage.since };
  });
}

function adjoins(earlier: Coverage, later: Coverage): boolean {
  const end = endOf(earlier);
  return (
    earlier.zone !== later.zone &&
    earlier.customerId === later.customerId &&
    earlier.since < later.since &&
    Math.abs(end - later.since) <= LONGEST_ZONE_DIFFERENCE_MS &&
    isMidnight(end, earlier.zone) &&
    isMidnight(later.since, later.zone) &&
    localDate(end, earlier.zone) === localDate(later.since, later.zone)
  );
}

const LONGEST_ZONE_DIFFERENCE_MS = 26 * 3_600_000;

const isMidnight = (at: number, zone: string): boolean => firstMomentOf(localDate(at, zone), zone).at === at;

const endOf = ({ until }: TimeRange): number => (until === null ? Infinity : until - 1);

const exclusive = (end: number): number | null => (end === Infinity ? null : end + 1);
