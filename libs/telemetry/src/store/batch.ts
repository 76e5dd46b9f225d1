import type { Fault } from '../domain/messages/fault.js';
import type { LastValue } from '../domain/history/last-values.js';
import type { ReadingList } from '../domain/readings/reading-list.js';

/** Identifies a device in storage. */
export interface DeviceRef {
  readonly makerId: string;
  readonly deviceId: string;
  readonly deviceKey: number;
}

/** A quarantined message. */
export interface Quarantined {
  readonly makerId: string;
  readonly deviceId: string | null;
  readonly topic: string;
  /** The payload as text, possibly truncated. */
  readonly payload: string;
  readonly payloadBytes: number;
  readonly fault: Fault;
  readonly receivedMs: number;
}

/** A sighting of an undescribed signal. */
export interface Sighting {
  readonly makerId: string;
  readonly deviceKey: number;
  readonly key: string;
  readonly sample: string;
  readonly seenMs: number;
}

/** Changes in a device's status. Times in epoch milliseconds. */
export interface StatusChange {
  readonly device: DeviceRef;
  /** Arrival of its last message, whatever its result. */
  lastSeenMs: number;
  /** Latest device time of the values; null if there are none. */
  newestMs: number | null;
  /** How far its clock is ahead of the server's, milliseconds; null if unchanged. */
  readonly skewMs: number | null;
  readonly last: Map<string, LastValue>;
}

/** The content of one transaction. */
export interface Batch {
  readonly readings: ReadingList<DeviceRef>;
  readonly quarantined: readonly Quarantined[];
  readonly sightings: readonly Sighting[];
}
