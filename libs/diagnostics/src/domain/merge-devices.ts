import type { MachineReading } from './evaluate-machine.js';

export interface MergedReadings {
  /** In order of (device time, device key, sequence number). */
  readonly readings: readonly MachineReading[];
  /** False when a device has more to come, all of it later than the readings here. */
  readonly complete: boolean;
}

/**
 * Puts the readings of a machine's devices in one order. Of a device that gave as many as were asked for, more may follow at
 * its last time, so nothing at or after that time is used yet.
 * @param devices readings by device, each in order of (device time, sequence number)
 * @param limit how many of each were asked for
 */
export function mergeDevices(devices: readonly (readonly MachineReading[])[], limit: number): MergedReadings {
  const cutOff = devices
    .filter((readings) => readings.length >= limit)
    .map((readings) => readings.at(-1)!.at);
  const horizon = Math.min(Infinity, ...cutOff);
  const readings = devices.flatMap((ofDevice) => ofDevice.filter(({ at }) => at < horizon));
  // A sort that keeps equal ones in place, so a device's own order of sequence numbers stays.
  if (devices.length > 1) readings.sort((a, b) => a.at - b.at || a.deviceKey - b.deviceKey);
  return { readings, complete: horizon === Infinity };
}
