import type { Quality } from '../messages/native-format.js';
import type { Constant, Shape } from '../readings/shape.js';

/** A value as people see it: what a double can't hold stands digit by digit. */
export type SeenValue = number | string | boolean | null;

/** A signal's last known value, its device time in epoch milliseconds, and its quality where it is not good. */
export interface LastValue {
  readonly v: SeenValue;
  readonly t: number;
  readonly q?: Quality;
  /**
   * Its place in the order of values, epoch milliseconds, where that is not its device time: the arrival of a value from a
   * clock that is ahead, and the moment from which a value is stale.
   */
  readonly o?: number;
}

export type LastValues = Record<string, LastValue>;

const STALE: Quality = 3;

/** The place of a value in the order of values, epoch milliseconds. */
export function orderOf({ t, o }: Pick<LastValue, 't' | 'o'>): number {
  return o ?? t;
}

/** When a value was measured, as far as that can be: never after it arrived. Epoch milliseconds. */
export function measuredAt({ t, o }: Pick<LastValue, 't' | 'o'>): number {
  return Math.min(t, o ?? t);
}

/** The place of a reading in the order of values: no reading is from a time after it arrived, or it would hide all others until then. */
export function orderOfReading(timeMs: number, arrivedMs: number): number {
  return Math.min(timeMs, arrivedMs);
}

/**
 * Takes a reading's values into the last known ones. Only newer values count: what a device held back for days must not pass
 * for its present. At the same instant the reading that comes later wins. A stale quality without a value, as after the death
 * of a Sparkplug node, keeps the value that is known and marks it.
 * @param arrivedMs when the reading arrived, epoch milliseconds
 */
export function takeNewer(
  last: Map<string, LastValue>,
  timeMs: number,
  shape: Shape,
  numbers: ArrayLike<number>,
  arrivedMs = Infinity,
): void {
  const order = orderOfReading(timeMs, arrivedMs);
  let number = 0;
  shape.keys.forEach((key, position) => {
    const constant = shape.constants[position];
    const v = constant === undefined ? numbers[number++]! : toSeen(constant);
    const known = last.get(key);
    if (known && (orderOf(known) - order || known.t - timeMs) > 0) return;
    const q = shape.qualities?.[position] ?? 0;
    if (isStale({ v, q }) && known && known.v !== null) {
      last.set(key, { v: known.v, t: known.t, q, o: order });
      return;
    }
    last.set(key, { v, t: timeMs, ...(q !== 0 && { q }), ...(order !== timeMs && { o: order }) });
  });
}

/** Whether it says of a value that it is stale, and no other value. */
export function isStale({ v, q }: { readonly v: SeenValue; readonly q?: Quality }): boolean {
  return v === null && q === STALE;
}

export function toSeen(value: number | Constant): SeenValue {
  return typeof value === 'object' && value !== null ? value.integer : value;
}
