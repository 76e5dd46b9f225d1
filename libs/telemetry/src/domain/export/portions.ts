import type { Span } from '../readings/outcomes.js';

/** A span of a device's time with its approximate number of readings. */
export interface DeviceSegment extends Span {
  readonly readings: number;
}

/**
 * Combines parts into batches that are read together. A batch stays within the maximum number of readings unless a
 * single part exceeds it, and has at most one part per device. Keeps the order of devices and of their parts.
 * @param devices parts by device key
 * @param maxReadings maximum readings per batch
 */
export function packPortions(
  devices: ReadonlyMap<number, readonly DeviceSegment[]>,
  maxReadings: number,
): Map<number, Span>[] {
  const portions: Map<number, Span>[] = [];
  let portion = new Map<number, Span>();
  let portionReadings = 0;
  for (const [deviceKey, segments] of devices) {
    for (const { fromMs, toMs, readings } of segments) {
      if (portion.size > 0 && (portion.has(deviceKey) || portionReadings + readings > maxReadings)) {
        portions.push(portion);
        portion = new Map();
        portionReadings = 0;
      }
      portion.set(deviceKey, { fromMs, toMs });
      portionReadings += readings;
    }
  }
  if (portion.size > 0) portions.push(portion);
  return portions;
}
