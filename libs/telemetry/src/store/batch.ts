import type { Fault } from '../domain/messages/fault.js';
import type { LastValue } from '../domain/history/last-values.js';
import type { ReadingList } from '../domain/readings/reading-list.js';

/** Identifiers of a device in storage. */
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

/** A sighting of a signal without a definition. */
export interface Sighting {
  readonly makerId: string;
  readonly deviceKey: number;
  readonly key: string;
  readonly sample: string;
  readonly seenMs: number;
}

/** Changes in a device's status. Times are in epoch milliseconds. */
export interface StatusChange {
  readonly device: DeviceRef;
  /** Arrival of the device's last message, even if it was rejected. */
  lastSeenMs: number;
  /** Latest device time of the values; null without values. */
  newestMs: number | null;
  /** How far the device's clock is ahead of the server's, in milliseconds; null if unchanged. */
  readonly skewMs: number | null;
  readonly last: Map<string, LastValue>;
}

/** The content of one transaction. */
export interface Batch {
  readonly readings: ReadingList<DeviceRef>;
  readonly quarantined: readonly Quarantined[];
  readonly sightings: readonly Sighting[];
}
