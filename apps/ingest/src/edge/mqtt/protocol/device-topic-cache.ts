import type { KnownDevice } from '#telemetry';
import type { OwnChannel } from '../../edge.js';
import { findChannel } from '../../principal.js';

/** Topic that belongs to a device. */
export interface CachedTopic {
  readonly bytes: Buffer;
  readonly topic: string;
  readonly channel: OwnChannel;
}

const MAX_CACHED = 4096;

/**
 * Topics on which a connection has published. Most connections use a single topic, and comparing its bytes avoids
 * creating a string and splitting it for each message. The many topics of a gateway are cached by name.
 */
export class DeviceTopicCache {
  private last: CachedTopic | null = null;
  private byName: Map<string, CachedTopic> | null = null;

  /** @param device the device; its access to the topic is checked when the topic is first used */
  find(device: KnownDevice, bytes: Buffer, start: number, end: number): CachedTopic | undefined {
    const { last } = this;
    if (last !== null && isSame(last.bytes, bytes, start, end)) return last;
    const topic = bytes.toString('utf8', start, end);
    const own = this.byName?.get(topic) ?? this.learn(device, topic, bytes.subarray(start, end));
    if (own !== undefined) this.last = own;
    return own;
  }

  private learn(device: KnownDevice, topic: string, bytes: Buffer): CachedTopic | undefined {
    const channel = findChannel(device, topic);
    if (channel === undefined) return undefined;
    const own = { bytes: Buffer.from(bytes), topic, channel };
    if (this.last === null) return own;
    this.byName ??= new Map([[this.last.topic, this.last]]);
    if (this.byName.size >= MAX_CACHED) this.byName.clear();
    this.byName.set(topic, own);
    return own;
  }
}

function isSame(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
