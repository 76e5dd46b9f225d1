import { gapThresholdMs, MIN_GAP_MS } from '../../gaps/gaps.js';

const DAY_MS = 86_400_000;

/** Maximum validity of a value. It ensures that the mean of a day depends only on that day and the day before. */
export const LONGEST_HOLD_MS = DAY_MS;

/**
 * Returns the declared interval of a signal (from its model or device) in milliseconds for the UTC day that ends at an
 * instant; null if the usual interval applies.
 */
export type ExpectedInterval = (key: string, dayEndMs: number) => number | null;

/** Declares no interval for any signal. */
export const NO_DECLARED_INTERVAL: ExpectedInterval = () => null;

/** The intervals between the readings of one signal on one UTC day, as needed for the longest hold. */
export class Distances {
  /**
   * Number of intervals so small that three of them don't exceed the minimum length of a gap. Their exact lengths don't
   * matter.
   */
  private small = 0;
  private readonly others: number[] = [];

  /** @param distanceMs interval from one reading to the next; 0, for two readings of the same instant, is ignored */
  add(distanceMs: number): void {
    if (distanceMs <= 0) return;
    if (gapThresholdMs(distanceMs) === MIN_GAP_MS) this.small++;
    else this.others.push(distanceMs);
  }

  /**
   * Returns the maximum time that a value of the day stays valid: the longest interval that the gap ledger doesn't
   * record as a gap, but at most one day. For a day with a single reading and no declared interval, it is one day.
   * @param declaredMs the declared interval, if any
   */
  longestHoldMs(declaredMs: number | null): number {
    const usualMs = declaredMs ?? this.median();
    return usualMs === null ? LONGEST_HOLD_MS : Math.min(gapThresholdMs(usualMs), LONGEST_HOLD_MS);
  }

  /** Returns the lower median. For any small interval, it is 0, because all of them give the same result. */
  private median(): number | null {
    const count = this.small + this.others.length;
    if (count === 0) return null;
    const index = Math.floor((count - 1) / 2);
    return index < this.small ? 0 : Float64Array.from(this.others).sort()[index - this.small]!;
  }
}
