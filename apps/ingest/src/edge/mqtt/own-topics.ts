import type { Channel, KnownDevice } from '#telemetry';
import { ownChannel } from '../principal.js';

/** A topic that a device has been found to own. */
export interface OwnTopic {
  readonly bytes: Buffer;
  readonly topic: string;
  readonly channel: Channel;
}

const REMEMBERED = 8;

/**
 * The topics that a connection has published on, known by their bytes: a device uses few, and neither a string nor its parts
 * need to be made of them for each message.
 */
export class OwnTopics {
  private readonly known: OwnTopic[] = [];
  private last: OwnTopic | null = null;
  private oldest = 0;

  /** @param device whose right to the topic is asked for when it is met for the first time */
  find(device: KnownDevice, bytes: Buffer, start: number, end: number): OwnTopic | undefined {
    if (this.last !== null && isSame(this.last.bytes, bytes, start, end)) return this.last;
    for (const known of this.known) {
      if (!isSame(known.bytes, bytes, start, end)) continue;
      this.last = known;
      return known;
    }
    return this.learn(device, bytes, start, end);
  }

  private learn(device: KnownDevice, bytes: Buffer, start: number, end: number): OwnTopic | undefined {
    const topic = bytes.toString('utf8', start, end);
    const channel = ownChannel(device, topic);
    if (channel === undefined) return undefined;
    const own = { bytes: Buffer.from(bytes.subarray(start, end)), topic, channel };
    if (this.known.length < REMEMBERED) this.known.push(own);
    else this.known[this.oldest++ % REMEMBERED] = own;
    this.last = own;
    return own;
  }
}

function isSame(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
