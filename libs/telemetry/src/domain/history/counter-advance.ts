import { Exact } from '#platform/domain';
import { decimalOf } from '../messages/decimal-of.js';
import type { Constant } from '../readings/shape.js';

/** A counter's reading with its time. */
export interface CounterReading {
  /** Plain decimal, as sent. */
  readonly value: string;
  /** Device time in epoch milliseconds. */
  readonly atMs: number;
}

/** The increase of a counter from one reading to another. */
export interface Advance {
  readonly first: CounterReading;
  readonly last: CounterReading;
  /** Sum of the counter's upward steps as a plain decimal. A downward step is a reset and adds nothing. */
  readonly advance: string;
  readonly restarts: number;
  readonly readings: number;
}

interface SeenReading {
  readonly value: number | Constant;
  readonly atMs: number;
}

/**
 * Adds up a counter's steps exactly from its readings in order. Between two resets, the sum is the last reading minus
 * the first, so decimal arithmetic is needed only once per reset.
 */
export class CounterAdvance {
  private first: SeenReading | undefined;
  private runStart: SeenReading | undefined;
  private last: SeenReading | undefined;
  private finished = new Exact(0);
  private restarts = 0;
  private readings = 0;

  /** Adds the next reading. Values that aren't numbers are ignored. */
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

  /** Returns the result; undefined without any reading. */
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

function toReading({ value, atMs }: SeenReading): CounterReading {
  return { value: decimalOf(value)!, atMs };
}
