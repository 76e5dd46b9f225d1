import { type Outcome, STORED } from '../domain/readings/outcomes.js';
import type { IntakeBatch } from './intake-batch.js';

/** A device's usage of its limits in one minute. */
export interface DeviceMinute {
  readonly makerId: string;
  readonly deviceKey: number;
  /** Start of the minute in epoch milliseconds. */
  readonly minuteMs: number;
  /**
   * Number of payloads that the device sent, including rejected ones. A payload from a gateway is counted for the
   * gateway.
   */
  messages: number;
  /** Number of values in the device's stored readings. */
  points: number;
}

/**
 * Counts traffic for limits by device and minute. A message is counted for its sender, a value for the device that it
 * belongs to.
 */
export class DeviceLedger {
  private readonly minutes = new Map<number, Map<number, DeviceMinute>>();

  /** Counts a batch for the minute in which it was committed. */
  note(batch: IntakeBatch, outcomes: readonly Outcome[], minuteMs: number): void {
    const { devices, shapes } = batch.readings;
    // Consecutive items usually belong to the same device.
    let entry: DeviceMinute | undefined;
    const selectEntry = (makerId: string, deviceKey: number): DeviceMinute =>
      entry?.deviceKey === deviceKey ? entry : (entry = this.getEntry(makerId, deviceKey, minuteMs));
    for (let m = 0; m < batch.messages; m++) {
      const sender = batch.getSender(m);
      selectEntry(sender.makerId, sender.deviceKey).messages++;
    }
    for (let i = 0; i < outcomes.length; i++) {
      if (outcomes[i] !== STORED) continue;
      const { makerId, deviceKey } = devices[i]!;
      selectEntry(makerId, deviceKey).points += shapes[i]!.keys.length;
    }
  }

  /** Returns and removes the minutes that ended at or before an instant, in epoch milliseconds. */
  take(nowMs: number): DeviceMinute[] {
    const taken: DeviceMinute[] = [];
    for (const [minuteMs, devices] of this.minutes) {
      if (minuteMs + 60_000 > nowMs) continue;
      taken.push(...devices.values());
      this.minutes.delete(minuteMs);
    }
    return taken;
  }

  /** Restores counts that could not be written, for the next attempt. */
  restore(minutes: readonly DeviceMinute[]): void {
    for (const { makerId, deviceKey, minuteMs, messages, points } of minutes) {
      const entry = this.getEntry(makerId, deviceKey, minuteMs);
      entry.messages += messages;
      entry.points += points;
    }
  }

  private getEntry(makerId: string, deviceKey: number, minuteMs: number): DeviceMinute {
    let devices = this.minutes.get(minuteMs);
    if (!devices) this.minutes.set(minuteMs, (devices = new Map<number, DeviceMinute>()));
    let entry = devices.get(deviceKey);
    if (!entry) devices.set(deviceKey, (entry = { makerId, deviceKey, minuteMs, messages: 0, points: 0 }));
    return entry;
  }
}
