import { Exact } from '#platform/domain';
import { decimalOf } from '../messages/decimal-of.js';
import type { Constant } from '../readings/shape.js';

/** A counter's reading with its place. */
export interface CounterReading {
  /** Plain decimal, as sent. */
  readonly value: string;
  /** Device time, epoch milliseconds. */
  readonly atMs: number;
}

/** How far a counter went on from one reading to another. */
export interface Advance {
  readonly first: CounterReading;
  readonly last: CounterReading;
  /** The sum of its steps upwards, a plain decimal: a step down is a restart and adds nothing. */
  readonly advance: string;
  readonly restarts: number;
  readonly readings: number;
}

interface Seen {
  readonly value: number | Constant;
  readonly atMs: number;
}

/**
 * Adds up a counter's steps, exactly, from its readings in order. Between two restarts the steps are the last reading minus the
 * first, so that decimals are needed once a restart and not once a reading.
 */
export class CounterAdvance {
  private first: Seen | undefined;
  private runStart: Seen | undefined;
  private last: Seen | undefined;
  private finished = new Exact(0);
  private restarts = 0;
  private readings = 0;

  /** Takes in the next reading; what is no number is passed over. */
  add(value: number | Constant | undefined, atMs: number): void {
    if (value === undefined || (typeof value !== 'number' && decimalOf(value) === null)) return;
    const seen = { value, atMs };
    this.readings++;
    this.first ??= seen;
    this.runStart ??= seen;
    if (this.last && isBelow(value, this.last.value)) {
      this.finished = this.finished.plus(this.run());
      this.restarts++;
      this.runStart = seen;
    }
    this.last = seen;
  }

  /** What came of it; undefined without any reading. */
  result(): Advance | undefined {
    if (!this.first || !this.last) return undefined;
    return {
      first: toReading(this.first),
      last: toReading(this.last),
      advance: this.finished.plus(this.run()).toFixed(),
      restarts: this.restarts,
      readings: this.readings,
    };
  }

  private run(): Exact {
    return exactOf(this.last!.value).minus(exactOf(this.runStart!.value));
  }
}

function isBelow(value: number | Constant, other: number | Constant): boolean {
  if (typeof value === 'number' && typeof other === 'number') return value < other;
  return exactOf(value).lessThan(exactOf(other));
}

function exactOf(value: number | Constant): Exact {
  return new Exact(decimalOf(value)!);
}

function toReading({ value, atMs }: Seen): CounterReading {
  return { value: decimalOf(value)!, atMs };
}
