import { Exact } from '#platform';
import { localDays } from './contract-month.js';
import type { UsableReading } from './counter-reading.js';
import { hashOfDay, readingLine } from './evidence-hash.js';
import type { Step } from './counter-judge.js';
import type { DayUsage, HalfHour } from './usage.js';

const HALF_HOUR_MS = 1_800_000;

interface Bucket {
  readonly from: number;
  readonly to: number;
  /** Position of its local day. */
  readonly day: number;
  measured: Exact;
  held: Exact;
  readings: number;
  lastValue: string | null;
  gap: boolean;
  holds: boolean;
}

/**
 * Adds up steps by half hour and by local day. A step belongs where it ends, and what ends exactly at a bound belongs before
 * it: buckets are (from, to]. Readings must come in order.
 */
export class UsageTally {
  private readonly days: { day: string; hash: string | null }[];
  private lines: string[] = [];
  private readonly buckets: Bucket[] = [];
  private position = 0;

  constructor(from: number, to: number, zone: string) {
    const days = localDays(from, to, zone);
    this.days = days.map(({ day }) => ({ day, hash: null }));
    days.forEach((day, index) => {
      for (let start = day.from; start < day.to; start += HALF_HOUR_MS) {
        const bucket = { from: Math.max(start, from), to: Math.min(start + HALF_HOUR_MS, day.to, to) };
        if (bucket.from < bucket.to) this.buckets.push({ ...bucket, day: index, ...nothingYet() });
      }
    });
  }

  addReading(reading: UsableReading): void {
    const day = this.buckets[this.position]!.day;
    const bucket = this.bucketAt(reading.at);
    if (bucket.day !== day) this.closeDay(day);
    bucket.readings += 1;
    bucket.lastValue = reading.value;
    this.lines.push(readingLine(reading));
  }

  addStep(step: Step): void {
    const bucket = this.bucketAt(step.to.at);
    if (step.hold !== null) bucket.holds = true;
    if (step.isGap) bucket.gap = true;
    if (step.quantity === null || step.quantity.isZero()) return;
    if (step.hold === null) bucket.measured = bucket.measured.plus(step.quantity);
    else bucket.held = bucket.held.plus(step.quantity);
  }

  /** @param startValue the counter before the first reading that was added */
  halfHours(startValue: string | null): HalfHour[] {
    let value = startValue;
    return this.buckets.map((bucket) => {
      const fromValue = value;
      value = bucket.lastValue ?? value;
      return {
        from: bucket.from,
        to: bucket.to,
        fromValue,
        toValue: value,
        quantity: bucket.measured.toFixed(),
        heldQuantity: bucket.held.toFixed(),
        readingCount: bucket.readings,
        kind: kindOf(bucket),
      };
    });
  }

  /** Call it last: it closes the day that readings were added to. */
  dayUsages(): DayUsage[] {
    this.closeDay(this.buckets[this.position]!.day);
    const sums = this.days.map(() => ({ measured: new Exact(0), held: new Exact(0), readings: 0 }));
    for (const bucket of this.buckets) {
      const sum = sums[bucket.day]!;
      sum.measured = sum.measured.plus(bucket.measured);
      sum.held = sum.held.plus(bucket.held);
      sum.readings += bucket.readings;
    }
    return this.days.map(({ day, hash }, index) => ({
      day,
      quantity: sums[index]!.measured.toFixed(),
      heldQuantity: sums[index]!.held.toFixed(),
      readingCount: sums[index]!.readings,
      hash: hash ?? hashOfDay([]),
    }));
  }

  /** A day's lines are hashed and let go as soon as the next day begins; a month of them is large. */
  private closeDay(day: number): void {
    this.days[day]!.hash = hashOfDay(this.lines);
    this.lines = [];
  }

  private bucketAt(at: number): Bucket {
    while (this.position < this.buckets.length - 1 && this.buckets[this.position]!.to < at)
      this.position += 1;
    return this.buckets[this.position]!;
  }
}

const nothingYet = () => ({
  measured: new Exact(0),
  held: new Exact(0),
  readings: 0,
  lastValue: null,
  gap: false,
  holds: false,
});

function kindOf(bucket: Bucket): HalfHour['kind'] {
  if (bucket.holds) return 'held';
  if (bucket.gap) return 'gap';
  return bucket.readings === 0 ? 'empty' : 'normal';
}
