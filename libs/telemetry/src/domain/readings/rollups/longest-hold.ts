import { gapThresholdMs, LEAST_GAP_MS } from '../../gaps/gaps.js';

const DAY_MS = 86_400_000;

/** No value is evidence of more than a day: the mean of a day depends on that day and the one before it only. */
export const LONGEST_HOLD_MS = DAY_MS;

/**
 * The expected interval of a signal as its model or device declares it, in milliseconds, for the UTC day that ends at an
 * instant; null where the interval is the usual one.
 */
export type ExpectedInterval = (key: string, dayEndMs: number) => number | null;

/** No signal declares an interval. */
export const NOTHING_DECLARED: ExpectedInterval = () => null;

/** The distances between the readings of one signal on one UTC day, as far as the longest hold depends on them. */
export class Distances {
  /** Distances so small that three of them are shorter than any gap: only their number matters. */
  private small = 0;
  private readonly others: number[] = [];

  /** @param distanceMs from one reading to the next; 0 for two readings of one instant, which says nothing */
  add(distanceMs: number): void {
    if (distanceMs <= 0) return;
    if (gapThresholdMs(distanceMs) === LEAST_GAP_MS) this.small++;
    else this.others.push(distanceMs);
  }

  /**
   * How long a value of the day is held at most: the longest distance that the ledger of gaps takes for no gap. Of a day with
   * a single reading that is a day.
   * @param declaredMs the expected interval where one is declared
   */
  longestHoldMs(declaredMs: number | null): number {
    const usualMs = declaredMs ?? this.median();
    return usualMs === null ? LONGEST_HOLD_MS : Math.min(gapThresholdMs(usualMs), LONGEST_HOLD_MS);
  }

  /** The lower median. Of small distances any stands for all: each of them leads to the same hold. */
  private median(): number | null {
    const count = this.small + this.others.length;
    if (count === 0) return null;
    const place = Math.floor((count - 1) / 2);
    return place < this.small ? 0 : Float64Array.from(this.others).sort()[place - this.small]!;
  }
}
