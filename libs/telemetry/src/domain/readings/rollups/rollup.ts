import { MIN_GAP_MS } from '../../gaps/gaps.js';
import { Distances, type ExpectedInterval, NO_DECLARED_INTERVAL } from './longest-hold.js';
import type { Span } from '../outcomes.js';
import type { ReadingBlock } from '../reading-block.js';
import { findNumberIndexes } from './usable-numbers.js';

/**
 * A signal's readings in one bucket of time, or in several merged buckets. Times are in epoch milliseconds. An
 * aggregate excludes the time before its first reading and after its last one: the value at those times depends on the
 * adjacent buckets, which late readings can change (`closeMeans`).
 */
export interface Aggregate {
  /** Start of the bucket. */
  startMs: number;
  count: number;
  firstAt: number;
  lastAt: number;
  first: number;
  last: number;
  min: number;
  max: number;
  /**
   * Mean from the first to the last reading, over the time in which a value is valid; the last value if that time is
   * zero.
   */
  mean: number;
  /** Length of the time that the mean covers. */
  heldMs: number;
  /** The maximum time that the last value stays valid. */
  longestHoldMs: number;
  /** Sum of the upward steps: the increase of a counter. */
  increase: number;
  /**
   * True if the aggregate was computed from purged readings by the earlier method, which filled every gap and gave the
   * last value of a bucket no weight.
   */
  isEarlier: boolean;
}

/** Aggregates by signal key in chronological order, one per bucket. */
export type Rollup = ReadonlyMap<string, readonly Aggregate[]>;

/** Stored bucket widths in seconds. */
export const RESOLUTIONS = [60, 3600, 86_400] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

const DAY_MS = 86_400_000;

/**
 * Aggregates a device's readings into buckets aligned to multiples of their width. The longest hold of a day is
 * computed from its readings in the block, so the block must contain whole days if the mean must be exact.
 * @param keys keys to aggregate; all keys by default
 */
export function computeRollup(
  block: ReadingBlock,
  bucketMs: number,
  keys: readonly string[] = keysOf(block),
  expected: ExpectedInterval = NO_DECLARED_INTERVAL,
): Rollup {
  const builder = new RollupBuilder(bucketMs, keys, expected);
  builder.take(block);
  return builder.done();
}

function keysOf({ shapes }: ReadingBlock): string[] {
  return [...new Set(shapes.flatMap((shape) => shape.numeric.map((n) => shape.keys[n]!)))].sort();
}

/** A value that stays valid beyond its bucket, and the maximum time for which it does. */
export type HeldValue = Pick<Aggregate, 'last' | 'lastAt' | 'longestHoldMs'> &
  Partial<Pick<Aggregate, 'isEarlier'>>;

const ALL_TIME: Span = { fromMs: -Infinity, toMs: Infinity };

/** Like `computeRollup`, for readings that are passed block by block. */
export class RollupBuilder {
  private readonly signals: ReadonlyMap<string, SignalRollupBuilder>;

  /**
   * @param within the span to aggregate; readings outside it only determine how long values stay valid, and the value
   *   at the start of the span
   */
  constructor(
    private readonly bucketMs: number,
    keys: readonly string[],
    expected: ExpectedInterval,
    within: Span = ALL_TIME,
  ) {
    // The longest hold is defined per day, so no bucket is wider during the computation.
    const width = Math.min(bucketMs, DAY_MS);
    this.signals = new Map(
      keys.map((key) => [key, new SignalRollupBuilder(width, (dayEndMs) => expected(key, dayEndMs), within)]),
    );
  }

  /** @param block continuation of the previous blocks */
  take(block: ReadingBlock): void {
    for (const [key, signal] of this.signals) signal.take(block, key);
  }

  done(): Map<string, Aggregate[]> {
    const rollup = new Map<string, Aggregate[]>();
    for (const [key, signal] of this.signals) {
      const aggregates = signal.done();
      if (aggregates.length > 0)
        rollup.set(key, this.bucketMs > DAY_MS ? coarsen(aggregates, this.bucketMs) : aggregates);
    }
    return rollup;
  }

  /** Returns the last value of a signal before the aggregated span. Call it after `done`. */
  findLead(key: string): HeldValue | undefined {
    return this.signals.get(key)?.lead;
  }
}

/** One signal's aggregates during the pass. The aggregates of a day are complete when the day ends. */
class SignalRollupBuilder {
  lead: HeldValue | undefined;
  private readonly found: Aggregate[] = [];
  private day: BucketBuilder[] = [];
  private dayEndMs = -Infinity;
  private distances = new Distances();
  /** Time of the day's last reading. */
  private lastAt: number | undefined;
  private leadOfDay: { last: number; lastAt: number } | undefined;
  private bucket: BucketBuilder | undefined;

  constructor(
    private readonly bucketMs: number,
    private readonly declaredMs: (dayEndMs: number) => number | null,
    private readonly within: Span,
  ) {}

  take(block: ReadingBlock, key: string): void {
    const offsets = findNumberIndexes(block, key);
    for (let i = 0; i < block.count; i++) {
      const offset = offsets[block.shapeOf[i]!]!;
      if (offset < 0) continue;
      this.add(block.timesMs[i]!, block.numbers[block.starts[i]! + offset]!);
    }
  }

  private add(at: number, value: number): void {
    if (at >= this.dayEndMs) this.beginDay(at);
    if (this.lastAt !== undefined) this.distances.add(at - this.lastAt);
    this.lastAt = at;
    if (at < this.within.fromMs) this.leadOfDay = { last: value, lastAt: at };
    else if (at < this.within.toMs) this.addToBucket(at, value);
  }

  private addToBucket(at: number, value: number): void {
    if (this.bucket && at < this.bucket.startMs + this.bucketMs) {
      this.bucket.take(at, value);
      return;
    }
    this.bucket = new BucketBuilder(Math.floor(at / this.bucketMs) * this.bucketMs, at, value);
    this.day.push(this.bucket);
  }

  private beginDay(at: number): void {
    this.endDay();
    this.dayEndMs = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    this.distances = new Distances();
    this.bucket = undefined;
    this.lastAt = undefined;
  }

  private endDay(): void {
    if (this.lastAt === undefined) return;
    const longestHoldMs = this.distances.longestHoldMs(this.declaredMs(this.dayEndMs));
    for (const bucket of this.day) this.found.push(bucket.done(longestHoldMs));
    this.day = [];
    if (this.leadOfDay) this.lead = { ...this.leadOfDay, longestHoldMs };
    this.leadOfDay = undefined;
  }

  done(): Aggregate[] {
    this.endDay();
    return this.found;
  }
}

/** An aggregate to which values are being added. */
class BucketBuilder {
  private count = 1;
  private min: number;
  private max: number;
  private lastAt: number;
  private last: number;
  /** Integral over the intervals that can't be gaps. */
  private integral = 0;
  private heldMs = 0;
  /**
   * Pairs of a value and the interval until the next value, for intervals that may exceed the validity of the value.
   */
  private wide: number[] | undefined;
  private increase = 0;

  constructor(
    readonly startMs: number,
    private readonly firstAt: number,
    private readonly first: number,
  ) {
    this.lastAt = firstAt;
    this.min = this.max = this.last = first;
  }

  take(at: number, value: number): void {
    this.count++;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    const distance = at - this.lastAt;
    if (distance <= MIN_GAP_MS) {
      this.integral += this.last * distance;
      this.heldMs += distance;
    } else (this.wide ??= []).push(this.last, distance);
    if (value > this.last) this.increase += value - this.last;
    this.last = value;
    this.lastAt = at;
  }

  done(longestHoldMs: number): Aggregate {
    const { startMs, count, firstAt, lastAt, first, last, min, max, increase, wide } = this;
    let { integral, heldMs } = this;
    for (let i = 0; wide && i < wide.length; i += 2) {
      const boundedMs = Math.min(wide[i + 1]!, longestHoldMs);
      integral += wide[i]! * boundedMs;
      heldMs += boundedMs;
    }
    return {
      startMs,
      count,
      firstAt,
      lastAt,
      first,
      last,
      min,
      max,
      mean: heldMs > 0 ? rounded(integral / heldMs, MEAN_DIGITS) : last,
      heldMs,
      longestHoldMs,
      increase: rounded(increase, SUM_DIGITS),
      isEarlier: false,
    };
  }
}

/**
 * Merges aggregates of one signal into wider buckets. Between two aggregates, the earlier value stays valid, so the
 * result is the same as if it were computed from the readings.
 * @param parts in chronological order; a bucket can have several if its readings were packed in several pieces
 * @param bucketMs the width, or a function that returns the start of the bucket that contains an instant
 */
export function coarsen(
  parts: readonly Aggregate[],
  bucketMs: number | ((timeMs: number) => number),
): Aggregate[] {
  const startOf =
    typeof bucketMs === 'number'
      ? (timeMs: number): number => Math.floor(timeMs / bucketMs) * bucketMs
      : bucketMs;
  const found: Aggregate[] = [];
  for (const part of parts) {
    const startMs = startOf(part.startMs);
    const bucket = found.at(-1);
    if (bucket?.startMs === startMs) joinInto(bucket, part);
    else found.push({ ...part, startMs });
  }
  return found;
}

function joinInto(earlier: Aggregate, later: Aggregate): void {
  const between = Math.max(0, Math.min(later.firstAt - earlier.lastAt, earlier.longestHoldMs));
  const heldMs = earlier.heldMs + between + later.heldMs;
  const integral = weighted(earlier) + earlier.last * between + weighted(later);
  earlier.mean = heldMs > 0 ? rounded(integral / heldMs, MEAN_DIGITS) : later.mean;
  earlier.heldMs = heldMs;
  earlier.longestHoldMs = later.longestHoldMs;
  earlier.increase = rounded(
    earlier.increase + Math.max(0, later.first - earlier.last) + later.increase,
    SUM_DIGITS,
  );
  earlier.count += later.count;
  earlier.min = Math.min(earlier.min, later.min);
  earlier.max = Math.max(earlier.max, later.max);
  earlier.last = later.last;
  earlier.lastAt = later.lastAt;
  earlier.isEarlier ||= later.isEarlier;
}

function weighted({ mean, heldMs }: Aggregate): number {
  return mean * heldMs;
}

/** The mean of a bucket, and the time for which it has a valid value. */
export interface ClosedMean {
  readonly mean: number;
  readonly heldMs: number;
}

/**
 * Computes the mean of each bucket over its whole time. The last value before the bucket is valid at its start, and
 * the last value of the bucket is valid until its end, each at most for its longest hold.
 * @param buckets of one signal in chronological order
 * @param endOf returns the end of the bucket that starts at an instant
 * @param within the span to which buckets are clipped
 * @param lead the last value before the first bucket
 */
export function closeMeans(
  buckets: readonly Aggregate[],
  endOf: (startMs: number) => number,
  within: Span,
  lead?: HeldValue,
): ClosedMean[] {
  return buckets.map((bucket, i) => {
    if (bucket.isEarlier) return { mean: bucket.mean, heldMs: bucket.heldMs };
    const before = buckets[i - 1] ?? lead;
    const startsAt = Math.max(bucket.startMs, within.fromMs);
    // It is unknown how long a value computed by the earlier method stays valid.
    const carried =
      before && before.isEarlier !== true
        ? Math.max(0, Math.min(bucket.firstAt, before.lastAt + before.longestHoldMs) - startsAt)
        : 0;
    const endsAt = Math.min(endOf(bucket.startMs), within.toMs);
    const rest = Math.max(0, Math.min(endsAt - bucket.lastAt, bucket.longestHoldMs));
    const heldMs = carried + bucket.heldMs + rest;
    const integral = (before?.last ?? 0) * carried + weighted(bucket) + bucket.last * rest;
    return heldMs > 0
      ? { mean: rounded(integral / heldMs, MEAN_DIGITS), heldMs }
      : { mean: bucket.mean, heldMs };
  });
}

/** Significant digits of a mean: two more than machines measure. */
const MEAN_DIGITS = 8;
/** Significant digits of a sum: further ones are rounding errors of doubles. */
const SUM_DIGITS = 10;

/** Removes meaningless digits, which don't compress. */
function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
