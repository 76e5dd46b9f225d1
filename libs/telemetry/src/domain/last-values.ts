import type { Quality } from './native-format.js';
import type { Constant, Shape } from './readings/shape.js';

/** A value as people see it: what a double can't hold stands digit by digit. */
export type SeenValue = number | string | boolean | null;

/** A signal's last known value, its device time in epoch milliseconds, and its quality where it is not good. */
export interface LastValue {
  readonly v: SeenValue;
  readonly t: number;
  readonly q?: Quality;
}

export type LastValues = Record<string, LastValue>;

/**
 * Takes a reading's values into the last known ones. Only newer values count: what a device held back for days must not pass
 * for its present. At the same instant the reading that comes later wins.
 */
export function takeNewer(
  last: Map<string, LastValue>,
  timeMs: number,
  shape: Shape,
  numbers: ArrayLike<number>,
): void {
  let number = 0;
  shape.keys.forEach((key, position) => {
    const constant = shape.constants[position];
    const v = constant === undefined ? numbers[number++]! : toSeen(constant);
    const known = last.get(key);
    if (known && known.t > timeMs) return;
    const q = shape.qualities?.[position] ?? 0;
    last.set(key, q === 0 ? { v, t: timeMs } : { v, t: timeMs, q });
  });
}

export function toSeen(value: number | Constant): SeenValue {
  return typeof value === 'object' && value !== null ? value.integer : value;
}
