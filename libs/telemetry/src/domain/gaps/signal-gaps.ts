import { findGaps, gapThresholdMs, type ReadingStep } from './gaps.js';

/** Minimum number of intervals from which the usual interval is determined. */
const MIN_DISTANCES = 8;

/** Data of one signal on a day (UTC) with readings. Times are in epoch milliseconds. */
export interface SignalDay {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly readings: number;
  /** The median interval between the day's readings; null if there are too few. */
  readonly usualMs: number | null;
  /**
   * The interval with which the day is compared: the declared interval, otherwise the day's own usual interval,
   * otherwise the interval of the last day that has one.
   */
  readonly expectedMs: number | null;
  /** The declared interval, if the day is compared with it. */
  readonly declaredMs?: number;
}

/** A period without readings of a signal that is too long for the signal's usual interval. */
export interface SignalGap {
  /** Last reading before the gap and first reading after it. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly expectedMs: number;
}

/**
 * Evaluates one day of a signal from its readings and the state at the end of the last day with readings, so that the
 * order of arrival makes no difference. A gap belongs to the day in which it ends.
 * @param timesMs times of the day's readings in chronological order; not empty
 * @param before the previous day on which the signal was reported
 * @param declaredMs the declared interval, if any
 */
export function evaluateDay(
  timesMs: ArrayLike<number>,
  before: SignalDay | undefined,
  declaredMs: number | null = null,
): { day: SignalDay; gaps: SignalGap[] } {
  const usualMs = computeMedianInterval(timesMs);
  const expectedMs = declaredMs ?? usualMs ?? before?.expectedMs ?? null;
  const day = {
    firstMs: timesMs[0]!,
    lastMs: timesMs[timesMs.length - 1]!,
    readings: timesMs.length,
    usualMs,
    expectedMs,
    ...(declaredMs !== null && { declaredMs }),
  };
  const steps = toSteps(timesMs, before?.lastMs);
  if (declaredMs !== null) {
    // Every interval is compared with the declared one, so a device that reports more slowly than declared has gaps.
    const wide = steps.filter(({ fromMs, toMs }) => toMs - fromMs > gapThresholdMs(declaredMs));
    return { day, gaps: wide.map(({ fromMs, toMs }) => ({ fromMs, toMs, expectedMs: declaredMs })) };
  }
  const gaps: SignalGap[] = [];
  // The interval that leads into the day is compared with the expected interval of the day on which it began.
  const leadInMs = before?.expectedMs ?? expectedMs;
  if (before && leadInMs !== null && findGaps(steps, leadInMs)[0]?.position === 0)
    gaps.push({ fromMs: before.lastMs, toMs: day.firstMs, expectedMs: leadInMs });
  if (expectedMs !== null)
    for (const { fromMs, toMs, position } of findGaps(steps, expectedMs))
      if (position > 0) gaps.push({ fromMs, toMs, expectedMs });
  return { day, gaps };
}

/** The declared interval of a signal, and the time of the declaration. */
export interface DeclaredInterval {
  /** The declared interval; null if the declaration was removed. */
  readonly expectedMs: number | null;
  readonly sinceMs: number;
}

/**
 * Returns the declared interval for a day. From the day of the declaration, the new interval applies. An earlier day
 * keeps the interval with which it was evaluated.
 * @param dayEndMs the end of the day
 * @param storedDay the stored evaluation of the day
 */
export function resolveDeclaredInterval(
  dayEndMs: number,
  declared: DeclaredInterval | undefined,
  storedDay: SignalDay | undefined,
): number | null {
  return declared && dayEndMs > declared.sinceMs ? declared.expectedMs : (storedDay?.declaredMs ?? null);
}

/** Returns the intervals between instants; the interval at position 0 leads into the day. */
function toSteps(timesMs: ArrayLike<number>, lastBeforeMs: number | undefined): ReadingStep[] {
  const steps: ReadingStep[] = [];
  let fromMs = lastBeforeMs;
  for (let i = 0; i < timesMs.length; i++) {
    const toMs = timesMs[i]!;
    if (fromMs !== undefined && toMs > fromMs) steps.push({ fromMs, toMs, position: i });
    fromMs = toMs;
  }
  return steps;
}

function computeMedianInterval(timesMs: ArrayLike<number>): number | null {
  const distances: number[] = [];
  for (let i = 1; i < timesMs.length; i++) {
    const distance = timesMs[i]! - timesMs[i - 1]!;
    if (distance > 0) distances.push(distance);
  }
  if (distances.length < MIN_DISTANCES) return null;
  return Float64Array.from(distances).sort()[Math.floor((distances.length - 1) / 2)]!;
}

/** A gap in the ledger. */
export interface LedgerGap {
  readonly fromMs: number;
  /** Time of the first reading after the gap; null while the gap is open. */
  readonly toMs: number | null;
  readonly expectedMs: number;
}

/** Changes to the ledger of one signal. */
export interface LedgerChange {
  readonly put: readonly SignalGap[];
  /** Start times of gaps that late readings have filled. */
  readonly filled: readonly number[];
  /** Start times of recorded gaps that, according to the current data, never existed. */
  readonly dropped: readonly number[];
}

/**
 * Reconciles the ledger of a signal with its readings.
 * @param known open or unfilled gaps that reach into the evaluated span
 * @param found all gaps that end in that span
 * @param timesMs the signal's readings of that span in chronological order
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
    const next = findFirstAfter(timesMs, fromMs);
    if (next !== undefined && (toMs === null || next < toMs)) filled.push(fromMs);
    else if (toMs !== null) dropped.push(fromMs);
  }
  return { put, filled, dropped };
}

function findFirstAfter(timesMs: ArrayLike<number>, afterMs: number): number | undefined {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! <= afterMs) low = middle + 1;
    else high = middle;
  }
  return timesMs[low];
}
