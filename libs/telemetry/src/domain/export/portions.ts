import type { Span } from '../readings/outcomes.js';

/** A stretch of a device's time, and about how many readings it holds. */
export interface Part extends Span {
  readonly readings: number;
}

/**
 * Puts parts together to portions that are read at once: each of at most so many readings, unless a single part has more, and
 * none with two parts of one device. Devices come in the order in which they are given, a device's parts in theirs.
 * @param devices parts by device key
 * @param most readings a portion
 */
export function packParts(devices: ReadonlyMap<number, readonly Part[]>, most: number): Map<number, Span>[] {
  const portions: Map<number, Span>[] = [];
  let portion = new Map<number, Span>();
  let held = 0;
  for (const [deviceKey, parts] of devices) {
    for (const { fromMs, toMs, readings } of parts) {
      if (portion.size > 0 && (portion.has(deviceKey) || held + readings > most)) {
        portions.push(portion);
        portion = new Map();
        held = 0;
      }
      portion.set(deviceKey, { fromMs, toMs });
      held += readings;
    }
  }
  if (portion.size > 0) portions.push(portion);
  return portions;
}
