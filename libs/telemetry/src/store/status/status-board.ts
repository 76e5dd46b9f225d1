import { type ClockWatch, skewOf, watchClock } from '../../domain/intake/clock-skew.js';
import { isWithin } from '../../domain/intake/elapsed.js';
import { LatestReadings } from '../../domain/readings/latest-readings.js';
import { getReadingSortTime } from '../../domain/history/last-values.js';
import type { ReadingList } from '../../domain/readings/reading-list.js';
import { TIME_OF_DEVICE } from '../../domain/intake/time-source.js';
import type { DeviceRef, StatusChange } from '../batch.js';

/** Minimum interval between status writes of a device, regardless of how many messages it sends. */
const INTERVAL_MS = 1000;
/** Maximum number of status writes per second for all devices. Those that have waited longest are written first. */
const WRITES_PER_SECOND = 1500;

/**
 * Pending changes of devices' status. For a device that sends rarely, the status is written with every message. For a
 * device that sends constantly, it is written once per second, and less often in a large fleet: its row is wide, and
 * rewriting it for every batch would cost more than storing the readings. A crash loses nothing, because the readings
 * contain the data.
 */
export class StatusBoard {
  private readonly pending = new Map<number, PendingStatus>();
  /** Values that could not be written, by device key. */
  private readonly returned = new Map<number, StatusChange['last']>();
  /** Time at which each device's status was last written. */
  private readonly writtenAt = new Map<number, number>();
  private readonly clocks = new Map<number, ClockWatch>();
  private budget = WRITES_PER_SECOND;
  private takenAt = 0;

  /** Records the arrival of a message, even if it was rejected. */
  recordContact(device: DeviceRef, atMs: number): void {
    this.getPending(device, atMs);
  }

  private getPending(device: DeviceRef, atMs: number): PendingStatus {
    let change = this.pending.get(device.deviceKey);
    if (!change) {
      change = {
        device,
        lastSeenMs: atMs,
        newestMs: null,
        clock: null,
        latest: new LatestReadings(),
      };
      this.pending.set(device.deviceKey, change);
    } else if (atMs > change.lastSeenMs) change.lastSeenMs = atMs;
    return change;
  }

  /** Adds readings of a list; adding them again changes nothing. */
  add(list: ReadingList<DeviceRef>, indices: readonly number[]): void {
    for (const i of indices) {
      const timeMs = list.timesMs[i]!;
      const shape = list.shapes[i]!;
      const change = this.getPending(list.devices[i]!, list.arrivedMs[i]!);
      change.latest.add(list, i);
      const order = getReadingSortTime(timeMs, list.arrivedMs[i]!);
      if (change.newestMs !== null && order < change.newestMs) continue;
      change.newestMs = order;
      change.clock =
        shape.timeSource === TIME_OF_DEVICE ? { deviceMs: timeMs, arrivedMs: list.arrivedMs[i]! } : null;
    }
  }

  /** Returns and removes the changes that are due. */
  take(nowMs: number): StatusChange[] {
    const due: StatusChange[] = [];
    const seconds = Math.min(1, Math.max(0, (nowMs - this.takenAt) / 1000));
    this.budget = Math.min(WRITES_PER_SECOND, this.budget + seconds * WRITES_PER_SECOND);
    this.takenAt = nowMs;
    for (const [key, { latest, clock, ...change }] of this.pending) {
      if (due.length >= this.budget) break;
      if (isWithin(INTERVAL_MS, this.writtenAt.get(key) ?? -Infinity, nowMs)) continue;
      const last = new Map(this.returned.get(key));
      latest.mergeInto(last);
      due.push({ ...change, last, skewMs: this.watchClock(key, clock) });
      this.pending.delete(key);
      this.returned.delete(key);
      this.writtenAt.set(key, nowMs);
    }
    this.budget -= due.length;
    return due;
  }

  /** Restores changes that could not be written, for the next attempt. */
  restore(changes: readonly StatusChange[]): void {
    for (const { device, last, lastSeenMs, newestMs } of changes) {
      this.writtenAt.delete(device.deviceKey);
      this.returned.set(device.deviceKey, last);
      const pending = this.getPending(device, lastSeenMs);
      if (newestMs === null || (pending.newestMs !== null && pending.newestMs >= newestMs)) continue;
      pending.newestMs = newestMs;
      // The clock has already been evaluated; the next message updates it.
      pending.clock = null;
    }
  }

  private watchClock(deviceKey: number, seen: PendingStatus['clock']): number | null {
    if (seen === null) return null;
    const watch = watchClock(this.clocks.get(deviceKey), seen.deviceMs, seen.arrivedMs);
    this.clocks.set(deviceKey, watch);
    return skewOf(watch);
  }

  /** Returns true when nothing is pending. */
  get isEmpty(): boolean {
    return this.pending.size === 0;
  }
}

interface PendingStatus extends Omit<StatusChange, 'last' | 'skewMs'> {
  /** Device time and arrival of the newest reading; null if the reading has no device time. */
  clock: { readonly deviceMs: number; readonly arrivedMs: number } | null;
  readonly latest: LatestReadings;
}
