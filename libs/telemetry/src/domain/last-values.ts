import type { Frame } from './frame.js';
import type { Quality } from './native-format.js';

/** A signal's last known value, its device time in epoch milliseconds, and its quality where it is not good. */
export interface LastValue {
  readonly v: number | string | null;
  readonly t: number;
  readonly q?: Quality;
}

export type LastValues = Record<string, LastValue>;

/**
 * Takes a frame's values into the last known ones. Only newer values count: what a device held back for days must not pass
 * for its present. At the same instant the frame that comes later wins.
 */
export function takeNewer(last: Map<string, LastValue>, frame: Frame): void {
  frame.keys.forEach((key, position) => {
    const known = last.get(key);
    if (known && known.t > frame.timeMs) return;
    const q = frame.qualities?.[position] ?? 0;
    const v = valueAt(frame, position);
    last.set(key, q === 0 ? { v, t: frame.timeMs } : { v, t: frame.timeMs, q });
  });
}

/** A frame's value at a position, as people see it: the text where there is one. */
export function valueAt(
  frame: Pick<Frame, 'keys' | 'values' | 'others'>,
  position: number,
): number | string | null {
  const key = frame.keys[position]!;
  const others = frame.others;
  return others && Object.hasOwn(others, key) ? others[key]! : (frame.values[position] ?? null);
}
