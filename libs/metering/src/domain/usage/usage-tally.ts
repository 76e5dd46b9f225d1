import { Exact } from '#platform/domain';
import { localDays } from './contract-month.js';
import type { UsableReading } from '../steps/counter-reading.js';
import { hashOfDay, readingLine } from '../evidence/evidence-hash.js';
import type { Step } from '../steps/counter-evaluator.js';
import { clip, overlap, computeShare, type Span } from '../windows/spans.js';
import { QUANTITY_DECIMALS, roundStored, type StepScale } from '../steps/step-scale.js';
import type { StepTally } from './step-tally.js';
import type { DayUsage, HalfHour } from './usage.js';

const HALF_HOUR_MS = 1_800_000;
interface Bucket {
  readonly from: number;
  readonly to: number;
  /** Index of the half hour's local day. */
  readonly day: number;
  /** In the unit in which steps are summed, like `held`. */
  measured: Exact;
  held: Exact;
  readings: number;
  lastValue: string | null;
  gap: boolean;
  holds: boolean;
  estimated: boolean;
  unbilled: boolean;
}

/**
 * Sums steps by half hour and local day. A step belongs to the bucket in which it ends, including a step that ends
 * exactly at its end: buckets are (from, to]. Readings must be passed in order.
 */
export class UsageTally implements StepTally {
  private readonly days: { day: string; hash: string | null }[];
  private lines: string[] = [];
  private readonly buckets: Bucket[] = [];
  private position = 0;
  private estimated = new Exact(0);
  private unbilled = new Exact(0);

  constructor(
    from: number,
    to: number,
    zone: string,
    readonly scale: StepScale,
  ) {
    const days = localDays(from, to, zone);
    this.days = days.map(({ day }) => ({ day, hash: null }));
    days.forEach((day, index) => {
      for (let start = day.from; start < day.to; start += HALF_HOUR_MS) {
        const begin = Math.max(start, from);
        const end = Math.min(start + HALF_HOUR_MS, day.to, to);
        if (begin < end) this.buckets.push(emptyBucket(begin, end, index));
      }
    });
  }

  addReading(reading: UsableReading, endsAt = reading.at): void {
    const day = this.buckets[this.position]!.day;
    const bucket = this.bucketAt(endsAt);
    if (bucket.day !== day) this.closeDay(day);
    bucket.readings += 1;
    bucket.lastValue = reading.value;
    this.lines.push(readingLine(reading));
  }

  addStep(step: Step): void {
    const bucket = this.bucketOf(step.to.at);
    if (step.isGap) bucket.gap = true;
    if (step.quantity === null || step.quantity.isZero()) return;
    bucket.measured = bucket.measured.plus(step.quantity);
  }

  addHeld(step: Step): void {
    const bucket = this.bucketOf(step.to.at);
    bucket.holds = true;
    if (step.isGap) bucket.gap = true;
    if (step.quantity !== null) bucket.held = bucket.held.plus(step.quantity);
  }

  addUnbilled(step: Step): void {
    this.bucketOf(step.to.at).unbilled = true;
    if (step.quantity !== null) this.unbilled = this.unbilled.plus(step.quantity);
  }

  spread(quantity: Exact, span: Span, isEstimated: boolean): void {
    const time = { from: Math.max(span.from, this.buckets[0]!.from), to: span.to };
    if (isEstimated) this.estimated = this.estimated.plus(quantity);
    for (const bucket of this.buckets) {
      if (overlap(bucket, time) === 0) continue;
      const share = computeShare(quantity, time, clip(time, bucket), QUANTITY_DECIMALS);
      bucket.measured = bucket.measured.plus(this.scale.fromQuantity(share));
      bucket.estimated ||= isEstimated;
    }
  }

  cut({ from, to }: Span): Span[] {
    const parts: Span[] = [];
    for (let at = from; at < to; at = parts.at(-1)!.to)
      parts.push({ from: at, to: Math.min(to, this.bucketOf(at + 1).to) });
    return parts;
  }

  get estimatedQuantity(): string {
    return roundStored(this.estimated).toFixed();
  }

  get unbilledQuantity(): string {
    return this.scale.toQuantity(this.unbilled).toFixed();
  }

  /** Returns the half hours of the period. @param startValue the counter's value before the first added reading */
  halfHours(startValue: string | null): HalfHour[] {
    let value = startValue;
    const rounded = this.roundBuckets();
    return this.buckets.map((bucket, index) => {
      const fromValue = value;
      value = bucket.lastValue ?? value;
      return {
        from: bucket.from,
        to: bucket.to,
        fromValue,
        toValue: value,
        quantity: rounded[index]!.measured.toFixed(),
        heldQuantity: rounded[index]!.held.toFixed(),
        readingCount: bucket.readings,
        kind: kindOf(bucket),
      };
    });
  }

  /** Returns the usage of each local day. Closes the last day with readings, so it must be called last. */
  dayUsages(): DayUsage[] {
    this.closeDay(this.buckets[this.position]!.day);
    const sums = this.days.map(() => ({ measured: ZERO, held: ZERO, readings: 0 }));
    const rounded = this.roundBuckets();
    for (const [index, { day, readings }] of this.buckets.entries()) {
      const sum = sums[day]!;
      const { measured, held } = rounded[index]!;
      if (measured !== ZERO) sum.measured = sum.measured.plus(measured);
      if (held !== ZERO) sum.held = sum.held.plus(held);
      sum.readings += readings;
    }
    return this.days.map(({ day, hash }, index) => ({
      day,
      quantity: sums[index]!.measured.toFixed(),
      heldQuantity: sums[index]!.held.toFixed(),
      readingCount: sums[index]!.readings,
      hash: hash ?? hashOfDay([]),
    }));
  }

  /** Rounds the running sum, so that half hours add up to days, and days to the period, which is rounded once. */
  private roundBuckets(): { readonly measured: Exact; readonly held: Exact }[] {
    const measured = new RunningRounding(this.scale);
    const held = new RunningRounding(this.scale);
    return this.buckets.map((bucket) => ({
      measured: measured.next(bucket.measured),
      held: held.next(bucket.held),
    }));
  }

  /**
   * Hashes and discards a day's lines as soon as the next day begins, because the lines of a month need much memory.
   */
  private closeDay(day: number): void {
    this.days[day]!.hash = hashOfDay(this.lines);
    this.lines = [];
  }

  /**
   * Returns the bucket of a step by its end. Uses a binary search, because steps that were on hold are added after
   * later ones once they are decided.
   */
  private bucketOf(at: number): Bucket {
    let [low, high] = [0, this.buckets.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.buckets[middle]!.to < at) low = middle + 1;
      else high = middle;
    }
    return this.buckets[low]!;
  }

  private bucketAt(at: number): Bucket {
    while (this.position < this.buckets.length - 1 && this.buckets[this.position]!.to < at)
      this.position += 1;
    return this.buckets[this.position]!;
  }
}

/** A shared instance, because a month has thousands of buckets and most of them stay empty. */
const ZERO = new Exact(0);

/** Rounds parts as differences of the rounded running sum. */
class RunningRounding {
  private steps = ZERO;
  private rounded = ZERO;

  constructor(private readonly scale: StepScale) {}

  next(part: Exact): Exact {
    if (part === ZERO) return ZERO;
    this.steps = this.steps.plus(part);
    const until = this.scale.toQuantity(this.steps);
    const added = until.minus(this.rounded);
    this.rounded = until;
    return added;
  }
}

/** Creates all buckets with the same order of fields, which makes processing a month of buckets faster. */
const emptyBucket = (from: number, to: number, day: number): Bucket => ({
  from,
  to,
  day,
  measured: ZERO,
  held: ZERO,
  readings: 0,
  lastValue: null,
  gap: false,
  holds: false,
  estimated: false,
  unbilled: false,
});

function kindOf(bucket: Bucket): HalfHour['kind'] {
  if (bucket.holds) return 'held';
  if (bucket.estimated) return 'estimated';
  if (bucket.unbilled) return 'unbilled';
  if (bucket.gap) return 'gap';
  return bucket.readings === 0 ? 'empty' : 'normal';
}
