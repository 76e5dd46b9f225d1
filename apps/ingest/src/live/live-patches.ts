import { INTERNAL_CHANNEL } from '#platform';
import {
  type DeviceRef,
  type KnownDevice,
  type LastValue,
  LatestReadings,
  type Quality,
  type ReadingList,
  getReadingSortTime,
  type SeenValue,
} from '#telemetry';
import type { WatchedTargets } from './watched-targets.js';

/** Minimum interval between patches of a device: at most four per second are sent. Changes in between are combined. */
export const PATCH_INTERVAL_MS = 250;

/** Newest values of a device, for apps. */
export interface LivePatch {
  readonly deviceKey: number;
  readonly deviceId: string;
  readonly machineId: string | null;
  readonly siteId: string | null;
  /** Newest device time; the time of arrival if the device's clock is ahead. */
  readonly at: string;
  readonly values: Readonly<Record<string, SeenValue>>;
  /** Quality by key, unless it is good. */
  readonly qualities?: Readonly<Record<string, Quality>>;
  readonly state?: string;
}

interface Pending {
  atMs: number;
  readonly latest: LatestReadings;
}

/**
 * Combines stored readings into one patch per device, for machines and sites that are being viewed. Combines the
 * devices with new readings into one hint per maker, for evaluation.
 */
export class LivePatches {
  private readonly pending = new Map<number, Pending>();
  private readonly dirty = new Map<string, Set<number>>();
  /**
   * Time of the newest published reading by device. Older readings, such as those buffered for days, are not published.
   */
  private readonly publishedMs = new Map<number, number>();

  constructor(
    private readonly findDevice: (deviceKey: number) => KnownDevice | undefined,
    private readonly watched: WatchedTargets,
    private readonly publish: (topic: string, payload: string) => void,
  ) {}

  /** Adds the stored readings with these indexes. */
  add(readings: ReadingList<DeviceRef>, indices: readonly number[]): void {
    const { isEmpty } = this.watched;
    for (const i of indices) {
      const { makerId, deviceKey } = readings.devices[i]!;
      const order = getReadingSortTime(readings.timesMs[i]!, readings.arrivedMs[i]!);
      let keys = this.dirty.get(makerId);
      if (!keys) this.dirty.set(makerId, (keys = new Set()));
      keys.add(deviceKey);
      if (isEmpty || !this.isWatched(deviceKey) || order < (this.publishedMs.get(deviceKey) ?? -Infinity))
        continue;
      let pending = this.pending.get(deviceKey);
      if (!pending) this.pending.set(deviceKey, (pending = { atMs: 0, latest: new LatestReadings() }));
      pending.atMs = Math.max(pending.atMs, order);
      pending.latest.add(readings, i);
    }
  }

  /** Publishes the combined patches and hints. */
  flush(): void {
    for (const [deviceKey, { atMs, latest }] of this.pending) {
      this.publishedMs.set(deviceKey, atMs);
      const device = this.findDevice(deviceKey);
      if (!device) continue;
      const values = new Map<string, LastValue>();
      latest.mergeInto(values);
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
    this.watched.expire();
    if (this.watched.isEmpty) this.publishedMs.clear();
  }

  private isWatched(deviceKey: number): boolean {
    const device = this.findDevice(deviceKey);
    return device !== undefined && (this.watched.has(device.machineId) || this.watched.has(device.siteId));
  }
}

function toPatch(device: KnownDevice, atMs: number, values: ReadonlyMap<string, LastValue>): LivePatch {
  const state = values.get('state')?.v;
  const flagged = [...values].flatMap(([key, { q }]) => (q === undefined ? [] : [[key, q] as const]));
  return {
    deviceKey: device.deviceKey,
    deviceId: device.deviceId,
    machineId: device.machineId,
    siteId: device.siteId,
    at: new Date(atMs).toISOString(),
    values: Object.fromEntries([...values].map(([key, { v }]) => [key, v])),
    ...(flagged.length > 0 && { qualities: Object.fromEntries(flagged) }),
    ...(typeof state === 'string' ? { state } : {}),
  };
}
