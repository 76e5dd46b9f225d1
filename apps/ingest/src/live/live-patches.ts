import { INTERNAL_CHANNEL } from '#platform';
import { valueAt, type KnownDevice, type PendingFrame } from '#telemetry';

/** At most four patches a second and device: what changed in between goes out together. */
export const PATCH_INTERVAL_MS = 250;

/** What apps are told of a device's newest values. */
export interface LivePatch {
  readonly deviceKey: number;
  readonly deviceId: string;
  readonly machineId: string | null;
  readonly siteId: string | null;
  /** The newest device time in it. */
  readonly at: string;
  readonly values: Readonly<Record<string, number | string | null>>;
  readonly state?: string;
}

interface Pending {
  atMs: number;
  readonly values: Map<string, { value: number | string | null; timeMs: number }>;
}

/** Gathers what was stored into one patch a device, and who waits for evaluation into one hint a maker. */
export class LivePatches {
  private readonly pending = new Map<number, Pending>();
  private readonly dirty = new Map<string, Set<number>>();
  /** The newest time told, by device: what was held back for days is history and no patch. */
  private readonly toldMs = new Map<number, number>();

  constructor(
    private readonly findDevice: (deviceKey: number) => KnownDevice | undefined,
    private readonly publish: (topic: string, payload: string) => void,
  ) {}

  /** Takes in what a commit stored. */
  add(stored: readonly PendingFrame[]): void {
    for (const { device, frame } of stored) {
      let keys = this.dirty.get(device.makerId);
      if (!keys) this.dirty.set(device.makerId, (keys = new Set()));
      keys.add(device.deviceKey);
      if (frame.timeMs < (this.toldMs.get(device.deviceKey) ?? -Infinity)) continue;
      let pending = this.pending.get(device.deviceKey);
      if (!pending) this.pending.set(device.deviceKey, (pending = { atMs: 0, values: new Map() }));
      pending.atMs = Math.max(pending.atMs, frame.timeMs);
      frame.keys.forEach((key, position) => {
        const known = pending.values.get(key);
        if (!known || known.timeMs <= frame.timeMs) {
          pending.values.set(key, { value: valueAt(frame, position), timeMs: frame.timeMs });
        }
      });
    }
  }

  /** Publishes what has gathered. */
  flush(): void {
    for (const [deviceKey, { atMs, values }] of this.pending) {
      this.toldMs.set(deviceKey, atMs);
      const device = this.findDevice(deviceKey);
      if (device)
        this.publish(
          INTERNAL_CHANNEL.live(device.makerId, device.deviceId),
          JSON.stringify(toPatch(device, atMs, values)),
        );
    }
    this.pending.clear();
    for (const [makerId, keys] of this.dirty) {
      this.publish(INTERNAL_CHANNEL.dirty(makerId), JSON.stringify({ deviceKeys: [...keys] }));
    }
    this.dirty.clear();
  }
}

function toPatch(device: KnownDevice, atMs: number, values: Pending['values']): LivePatch {
  const state = values.get('state')?.value;
  return {
    deviceKey: device.deviceKey,
    deviceId: device.deviceId,
    machineId: device.machineId,
    siteId: device.siteId,
    at: new Date(atMs).toISOString(),
    values: Object.fromEntries([...values].map(([key, { value }]) => [key, value])),
    ...(typeof state === 'string' ? { state } : {}),
  };
}
