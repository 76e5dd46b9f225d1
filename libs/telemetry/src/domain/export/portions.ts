import type { Span } from '../readings/outcomes.js';

/** A span of a device's time with its approximate number of readings. */
export interface Part extends Span {
  readonly readings: number;
}

/**
 * Combines parts into batches that are read at once: each within the maximum number of readings, unless a single part
 * has more, and with at most one part per device. Keeps the order of devices and of their parts.
 * @param devices parts by device key
 * @param most maximum readings per batch
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
