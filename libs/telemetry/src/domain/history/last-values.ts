import type { Quality } from '../messages/native-format.js';
import type { Constant, Shape } from '../readings/shape.js';

/** A value for display; a number that a double can't represent is given as text with all its digits. */
export type SeenValue = number | string | boolean | null;

/** A signal's last known value, its device time in epoch milliseconds, and its quality if it isn't good. */
export interface LastValue {
  readonly v: SeenValue;
  readonly t: number;
  readonly q?: Quality;
  /**
   * Sort position in epoch milliseconds, if it differs from the device time: the arrival time if the device's clock is
   * ahead, or the time at which the value became stale.
   */
  readonly o?: number;
}

export type LastValues = Record<string, LastValue>;

const STALE: Quality = 3;

/** Returns a value's sort position in epoch milliseconds. */
export function getSortTime({ t, o }: Pick<LastValue, 't' | 'o'>): number {
  return o ?? t;
}

/**
 * Returns the best estimate of when a value was measured, in epoch milliseconds. It is never after the value's arrival.
 */
export function estimateMeasuredAt({ t, o }: Pick<LastValue, 't' | 'o'>): number {
  return Math.min(t, o ?? t);
}

/**
 * Returns a reading's sort position, which is never after its arrival. Otherwise, the reading would hide all others
 * until its device time.
 */
export function getReadingSortTime(timeMs: number, arrivedMs: number): number {
  return Math.min(timeMs, arrivedMs);
}

/**
 * Merges a reading's values into the last known ones. Only newer values are applied, because data that a device
 * buffered for days must not appear as current. At the same instant, the later arrival applies. A stale quality without
 * a value, for example after the death of a Sparkplug node, keeps the known value and marks it as stale.
 * @param arrivedMs time of the arrival in epoch milliseconds
 */
export function applyNewer(
  last: Map<string, LastValue>,
  timeMs: number,
  shape: Shape,
  numbers: ArrayLike<number>,
  arrivedMs = Infinity,
): void {
  const order = getReadingSortTime(timeMs, arrivedMs);
  let number = 0;
  shape.keys.forEach((key, position) => {
    const constant = shape.constants[position];
    const v = constant === undefined ? numbers[number++]! : toSeen(constant);
    const known = last.get(key);
    if (known && (getSortTime(known) - order || known.t - timeMs) > 0) return;
    const q = shape.qualities?.[position] ?? 0;
    if (isStale({ v, q }) && known && known.v !== null) {
      last.set(key, { v: known.v, t: known.t, q, o: order });
      return;
    }
    last.set(key, { v, t: timeMs, ...(q !== 0 && { q }), ...(order !== timeMs && { o: order }) });
  });
}

/** Returns true for a stale quality without a value. */
export function isStale({ v, q }: { readonly v: SeenValue; readonly q?: Quality }): boolean {
  return v === null && q === STALE;
}

export function toSeen(value: number | Constant): SeenValue {
  return typeof value === 'object' && value !== null ? value.integer : value;
}
