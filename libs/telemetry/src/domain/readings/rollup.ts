import type { ReadingBlock } from './reading-block.js';
import { placesOfNumber } from './usable-numbers.js';

/** A signal's values in one bucket of time, or in several put together. Times in epoch milliseconds. */
export interface Aggregate {
  /** Where the bucket begins. */
  startMs: number;
  count: number;
  firstAt: number;
  lastAt: number;
  first: number;
  last: number;
  min: number;
  max: number;
  /** Each value weighs as long as it held, up to the next; of one value it is that. */
  mean: number;
  /** The sum of the steps upwards, which is what a counter counted. */
  increase: number;
}

/** Aggregates by signal key, each in order of time, one a bucket. */
export type Rollup = ReadonlyMap<string, readonly Aggregate[]>;

/** Seconds of the buckets that are kept. */
export const RESOLUTIONS = [60, 3600, 86_400] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/**
 * Rolls a device's readings up into buckets that begin at multiples of their width.
 * @param keys all without it
 */
export function computeRollup(
  block: ReadingBlock,
  bucketMs: number,
  keys: readonly string[] = keysOf(block),
): Rollup {
  return new Map(
    keys.flatMap((key) => {
      const aggregates = aggregate(block, key, bucketMs);
      return aggregates.length > 0 ? [[key, aggregates] as const] : [];
    }),
  );
}

function keysOf({ shapes }: ReadingBlock): string[] {
  return [...new Set(shapes.flatMap((shape) => shape.numeric.map((n) => shape.keys[n]!)))].sort();
}

function aggregate(block: ReadingBlock, key: string, bucketMs: number): Aggregate[] {
  const offsets = placesOfNumber(block, key);
  const found: Aggregate[] = [];
  let bucket: Running | undefined;
  for (let i = 0; i < block.count; i++) {
    const offset = offsets[block.shapeOf[i]!]!;
    if (offset < 0) continue;
    const value = block.numbers[block.starts[i]! + offset]!;
    const at = block.timesMs[i]!;
    const startMs = Math.floor(at / bucketMs) * bucketMs;
    if (!bucket || bucket.startMs !== startMs) {
      if (bucket) found.push(bucket.done());
      bucket = new Running(startMs, at, value);
    } else bucket.take(at, value);
  }
  if (bucket) found.push(bucket.done());
  return found;
}

/** An aggregate while values are added to it. */
class Running {
  private count = 1;
  private min: number;
  private max: number;
  private lastAt: number;
  private last: number;
  private integral = 0;
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
    this.integral += this.last * (at - this.lastAt);
    if (value > this.last) this.increase += value - this.last;
    this.last = value;
    this.lastAt = at;
  }

  done(): Aggregate {
    const { startMs, count, firstAt, lastAt, first, last, min, max, integral, increase } = this;
    const mean = lastAt > firstAt ? rounded(integral / (lastAt - firstAt), MEAN_DIGITS) : last;
    return {
      startMs,
      count,
      firstAt,
      lastAt,
      first,
      last,
      min,
      max,
      mean,
      increase: rounded(increase, SUM_DIGITS),
    };
  }
}

/**
 * Puts aggregates of one signal together into buckets at least as wide. Where two touch, the value before holds until the
 * first one after, so that the whole says what its readings say.
 * @param parts in order of time; several of one bucket where its readings were packed in several pieces
 */
export function coarsen(parts: readonly Aggregate[], bucketMs: number): Aggregate[] {
  const found: Aggregate[] = [];
  for (const part of parts) {
    const startMs = Math.floor(part.startMs / bucketMs) * bucketMs;
    const bucket = found.at(-1);
    if (bucket?.startMs === startMs) join(bucket, part);
    else found.push({ ...part, startMs });
  }
  return found;
}

function join(earlier: Aggregate, later: Aggregate): void {
  const between = earlier.last * (later.firstAt - earlier.lastAt);
  const integral = weighted(earlier) + between + weighted(later);
  earlier.mean =
    later.lastAt > earlier.firstAt
      ? rounded(integral / (later.lastAt - earlier.firstAt), MEAN_DIGITS)
      : later.mean;
  earlier.increase = rounded(
    earlier.increase + Math.max(0, later.first - earlier.last) + later.increase,
    SUM_DIGITS,
  );
  earlier.count += later.count;
  earlier.min = Math.min(earlier.min, later.min);
  earlier.max = Math.max(earlier.max, later.max);
  earlier.last = later.last;
  earlier.lastAt = later.lastAt;
}

function weighted({ mean, firstAt, lastAt }: Aggregate): number {
  return mean * (lastAt - firstAt);
}

/** Digits of a mean: two more than what machines measure with. */
const MEAN_DIGITS = 8;
/** Digits of a sum: what lies beyond is the rounding of doubles. */
const SUM_DIGITS = 10;

/** Digits without meaning would not pack. */
function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
