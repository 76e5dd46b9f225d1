import type { Fault } from '../domain/messages/fault.js';
import type { LastValue } from '../domain/history/last-values.js';
import type { ReadingList } from '../domain/readings/reading-list.js';

/** How storage names a device. */
export interface DeviceRef {
  readonly makerId: string;
  readonly deviceId: string;
  readonly deviceKey: number;
}

/** What is set aside for an engineer to look at. */
export interface Quarantined {
  readonly makerId: string;
  readonly deviceId: string | null;
  readonly topic: string;
  /** As text; may be shortened. */
  readonly payload: string;
  readonly payloadBytes: number;
  readonly fault: Fault;
  readonly receivedMs: number;
}

/** That a device sent a signal which nobody described. */
export interface Sighting {
  readonly makerId: string;
  readonly deviceKey: number;
  readonly key: string;
  readonly sample: string;
  readonly seenMs: number;
}

/** What is new in a device's status. Times in epoch milliseconds. */
export interface StatusChange {
  readonly device: DeviceRef;
  /** Arrival of its last message, whatever came of it. */
  lastSeenMs: number;
  /** Latest device time among the values; null without any. */
  newestMs: number | null;
  /** How far its clock is ahead of ours, milliseconds; null where nothing new is known of it. */
  readonly skewMs: number | null;
  readonly last: Map<string, LastValue>;
}

/** What one transaction makes durable. */
export interface Batch {
  readonly readings: ReadingList<DeviceRef>;
  readonly quarantined: readonly Quarantined[];
  readonly sightings: readonly Sighting[];
}
