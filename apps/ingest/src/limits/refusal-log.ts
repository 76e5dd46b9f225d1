import type { DeviceRef } from '#telemetry';

const INTERVAL_MS = 60_000;
const REMEMBERED = 10_000;

interface Refusals {
  since: number;
  count: number;
}

/**
 * Counts payloads that are too large, so that a device that sends nothing else does not fill quarantine: one a minute is set
 * aside, with how many there were since the last.
 */
export class RefusalLog {
  private readonly byDevice = new Map<number, Refusals>();

  /** @returns how many were refused since the last that was set aside, this one included, if it is to be; else undefined */
  note({ deviceKey }: DeviceRef, nowMs: number): number | undefined {
    const known = this.byDevice.get(deviceKey);
    if (known && nowMs - known.since < INTERVAL_MS) {
      known.count++;
      return undefined;
    }
    if (this.byDevice.size >= REMEMBERED) this.byDevice.clear();
    this.byDevice.set(deviceKey, { since: nowMs, count: 0 });
    return (known?.count ?? 0) + 1;
  }
}
