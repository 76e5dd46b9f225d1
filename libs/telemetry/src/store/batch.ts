import type { Fault } from '../domain/fault.js';
import type { Frame } from '../domain/frame.js';

/** How storage names a device. */
export interface DeviceRef {
  readonly makerId: string;
  readonly deviceId: string;
  readonly deviceKey: number;
}

/** A frame to store, with what is needed to quarantine it should it contradict a stored one. */
export interface PendingFrame {
  readonly device: DeviceRef;
  readonly frame: Frame;
  readonly topic: string;
  /** The message's own JSON text. */
  readonly text: string;
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

/** That a message of a device arrived, whatever came of it. */
export interface Heard {
  readonly device: DeviceRef;
  readonly atMs: number;
}

/** What one transaction makes durable. */
export interface Batch {
  readonly frames: readonly PendingFrame[];
  readonly quarantined: readonly Quarantined[];
  readonly sightings: readonly Sighting[];
  readonly heard: readonly Heard[];
}

/** A stored frame is new; a duplicate said the same before; a conflict has the identity of another content and is quarantined. */
export type FrameOutcome = 'stored' | 'duplicate' | 'conflict';
