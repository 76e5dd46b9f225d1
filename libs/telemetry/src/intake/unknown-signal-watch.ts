import { findUnknownSignals, MAX_UNKNOWN_SIGNALS } from '../domain/messages/admission.js';
import { isWithin } from '../domain/intake/elapsed.js';
import type { Fault } from '../domain/messages/fault.js';
import type { NativeMessage } from '../domain/messages/native-format.js';
import type { Sighting } from '../store/batch.js';
import type { KnownDevice } from './device-directory.js';

/** Interval for recording sightings. A signal without a definition can be in every message. */
const SIGHTING_INTERVAL_MS = 60_000;

/** Detects signals without a definition, and rejects messages of a device that continually generates new ones. */
export class UnknownSignalWatch {
  private readonly sightedAt = new Map<number, Map<string, number>>();

  /** Adds sightings to `sightings`. @returns the reason if the message is rejected */
  check(
    message: NativeMessage,
    device: KnownDevice,
    nowMs: number,
    sightings: Sighting[],
  ): Fault | undefined {
    const unknown = findUnknownSignals(message, device);
    if (unknown.length === 0) return undefined;
    let sighted = this.sightedAt.get(device.deviceKey);
    if (!sighted) this.sightedAt.set(device.deviceKey, (sighted = new Map<string, number>()));
    for (const key of sighted.keys()) if (device.signals.has(key)) sighted.delete(key);
    const added = unknown.filter(({ key }) => !sighted.has(key)).length;
    if (sighted.size + added > MAX_UNKNOWN_SIGNALS) {
      return {
        code: 'too_many_unknown_signals',
        params: { index: message.index, limit: MAX_UNKNOWN_SIGNALS },
      };
    }
    for (const { key, sample } of unknown) {
      if (isWithin(SIGHTING_INTERVAL_MS, sighted.get(key) ?? -Infinity, nowMs)) continue;
      sighted.set(key, nowMs);
      sightings.push({ makerId: device.makerId, deviceKey: device.deviceKey, key, sample, seenMs: nowMs });
    }
    return undefined;
  }
}
