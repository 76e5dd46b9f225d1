import { findGaps, gapThresholdMs, type ReadingStep } from './gaps.js';

/** So few distances tell no usual one. */
const FEWEST_DISTANCES = 8;

/** What a day (UTC) with readings tells of one signal. Epoch milliseconds. */
export interface SignalDay {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly readings: number;
  /** The median distance of that day's readings; null of too few. */
  readonly usualMs: number | null;
  /** What the day is judged by: its own usual distance, or else that of the last day that had one. */
  readonly expectedMs: number | null;
  /** What was said of how often it is to come, where the day is judged by that. */
  readonly declaredMs?: number;
}

/** That a signal was not reported for longer than its usual distance explains. */
export interface SignalGap {
  /** The last reading before, and the first after. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly expectedMs: number;
}

/**
 * Judges one signal's day by its readings alone and what the last day with any ended with, so that in which order readings
 * came makes no difference. A gap belongs to the day in which it ends.
 * @param timesMs of the day's readings in order of time; not empty
 * @param before the last day before it on which the signal was reported
 * @param declaredMs how often it is to come, where somebody has said so
 */
export function judgeDay(
  timesMs: ArrayLike<number>,
  before: SignalDay | undefined,
  declaredMs: number | null = null,
): { day: SignalDay; gaps: SignalGap[] } {
  const usualMs = usualDistance(timesMs);
  const expectedMs = declaredMs ?? usualMs ?? before?.expectedMs ?? null;
  const day = {
    firstMs: timesMs[0]!,
    lastMs: timesMs[timesMs.length - 1]!,
    readings: timesMs.length,
    usualMs,
    expectedMs,
    ...(declaredMs !== null && { declaredMs }),
  };
  const steps = stepsOf(timesMs, before?.lastMs);
  if (declaredMs !== null) {
    // A device that reports more slowly for a while than it is to has gaps.
    const wide = steps.filter(({ fromMs, toMs }) => toMs - fromMs > gapThresholdMs(declaredMs));
    return { day, gaps: wide.map(({ fromMs, toMs }) => ({ fromMs, toMs, expectedMs: declaredMs })) };
  }
  const gaps: SignalGap[] = [];
  // The way into the day is judged by what was usual where it began.
  const wayIn = before?.expectedMs ?? expectedMs;
  if (before && wayIn !== null && findGaps(steps, wayIn)[0]?.position === 0)
    gaps.push({ fromMs: before.lastMs, toMs: day.firstMs, expectedMs: wayIn });
  if (expectedMs !== null)
    for (const { fromMs, toMs, position } of findGaps(steps, expectedMs))
      if (position > 0) gaps.push({ fromMs, toMs, expectedMs });
  return { day, gaps };
}

/** What was said of how often a signal is to come, and since when. */
export interface DeclaredInterval {
  /** Null where it was taken back. */
  readonly expectedMs: number | null;
  readonly sinceMs: number;
}

/**
 * What a day is judged by that somebody has said: from the day on in which it was said that, before what the day was judged by.
 * @param dayEndMs where the day ends
 * @param stood what was known of the day
 */
export function declaredFor(
  dayEndMs: number,
  declared: DeclaredInterval | undefined,
  stood: SignalDay | undefined,
): number | null {
  return declared && dayEndMs > declared.sinceMs ? declared.expectedMs : (stood?.declaredMs ?? null);
}

/** Steps between instants; the one at position 0 leads into the day. */
function stepsOf(timesMs: ArrayLike<number>, lastBeforeMs: number | undefined): ReadingStep[] {
  const steps: ReadingStep[] = [];
  let fromMs = lastBeforeMs;
  for (let i = 0; i < timesMs.length; i++) {
    const toMs = timesMs[i]!;
    if (fromMs !== undefined && toMs > fromMs) steps.push({ fromMs, toMs, position: i });
    fromMs = toMs;
  }
  return steps;
}

function usualDistance(timesMs: ArrayLike<number>): number | null {
  const distances: number[] = [];
  for (let i = 1; i < timesMs.length; i++) {
    const distance = timesMs[i]! - timesMs[i - 1]!;
    if (distance > 0) distances.push(distance);
  }
  if (distances.length < FEWEST_DISTANCES) return null;
  return Float64Array.from(distances).sort()[Math.floor((distances.length - 1) / 2)]!;
}

/** A gap as the ledger has it. */
export interface LedgerGap {
  readonly fromMs: number;
  /** Null while it lasts. */
  readonly toMs: number | null;
  readonly expectedMs: number;
}

/** What has to change in the ledger of one signal. */
export interface LedgerChange {
  readonly put: readonly SignalGap[];
  /** By where they begin: late readings have filled them. */
  readonly filled: readonly number[];
  /** By where they begin: by what is known now they never were gaps. */
  readonly dropped: readonly number[];
}

/**
 * Brings the ledger of a signal up to what its readings say.
 * @param known gaps that are not filled and reach into the span that was judged
 * @param found all gaps that end in that span
 * @param timesMs the signal's readings of that span in order of time
 */
export function reconcileGaps(
  known: readonly LedgerGap[],
  found: readonly SignalGap[],
  timesMs: ArrayLike<number>,
): LedgerChange {
  const knownFrom = new Map(known.map((gap) => [gap.fromMs, gap]));
  const foundFrom = new Set(found.map(({ fromMs }) => fromMs));
  const put = found.filter(({ fromMs, toMs, expectedMs }) => {
    const before = knownFrom.get(fromMs);
    return before?.toMs !== toMs || before.expectedMs !== expectedMs;
  });
  const filled: number[] = [];
  const dropped: number[] = [];
  for (const { fromMs, toMs } of known) {
    if (foundFrom.has(fromMs)) continue;
    const next = firstAfter(timesMs, fromMs);
    if (next !== undefined && (toMs === null || next < toMs)) filled.push(fromMs);
    else if (toMs !== null) dropped.push(fromMs);
  }
  return { put, filled, dropped };
}

function firstAfter(timesMs: ArrayLike<number>, afterMs: number): number | undefined {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! <= afterMs) low = middle + 1;
    else high = middle;
  }
  return timesMs[low];
}
