import type { MachineReading } from './evaluate-machine.js';

export interface MergedReadings {
  /** Readings in order of (device time, device key, sequence number). */
  readonly readings: readonly MachineReading[];
  /** False if a device may have more readings, all of which are later than these. */
  readonly complete: boolean;
}

/**
 * Merges the readings of a machine's devices into one order. A device that returned as many readings as requested may
 * have more at its last time, so readings at or after that time aren't used yet.
 * @param devices readings by device, each in order of (device time, sequence number)
 * @param limit number of readings that were requested per device
 */
export function mergeDevices(devices: readonly (readonly MachineReading[])[], limit: number): MergedReadings {
  const cutoffs = devices
    .filter((readings) => readings.length >= limit)
    .map((readings) => readings.at(-1)!.at);
  const horizon = Math.min(Infinity, ...cutoffs);
  const readings = devices.flatMap((deviceReadings) => deviceReadings.filter(({ at }) => at < horizon));
  // The sort is stable, so sequence numbers of a device stay in order.
  if (devices.length > 1) readings.sort((a, b) => a.at - b.at || a.deviceKey - b.deviceKey);
  return { readings, complete: horizon === Infinity };
}
