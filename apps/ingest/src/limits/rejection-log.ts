import type { DeviceRef } from '#telemetry';

const INTERVAL_MS = 60_000;
const MAX_REMEMBERED = 10_000;

interface RejectionCount {
  since: number;
  count: number;
}

/**
 * Counts rejected payloads, so that a device that only sends rejected payloads does not fill quarantine. One payload
 * per minute is quarantined, with the number rejected since the previous one.
 */
export class RejectionLog {
  private readonly byDevice = new Map<number, RejectionCount>();

  /**
   * @returns number of rejections since the last quarantined one, including this one, if this one is to be quarantined;
   *   otherwise undefined
   */
  record({ deviceKey }: DeviceRef, nowMs: number): number | undefined {
    const known = this.byDevice.get(deviceKey);
    if (known && nowMs - known.since < INTERVAL_MS) {
      known.count++;
      return undefined;
    }
    if (this.byDevice.size >= MAX_REMEMBERED) this.byDevice.clear();
    this.byDevice.set(deviceKey, { since: nowMs, count: 0 });
    return (known?.count ?? 0) + 1;
  }
}
