import type { ProtocolVersion } from './packets.js';

const TOPIC_ALIAS = 0x23;
const ALIAS_ONLY_BYTES = 3;

/**
 * Positions of the parts of a PUBLISH in its frame (MQTT 5, 3.3). One instance is reused for all packets, because
 * allocating an object for each message would be too slow.
 */
export class PublishFields {
  qos: 0 | 1 | 2 = 0;
  /** Packet id; 0 for QoS 0. */
  id = 0;
  topicStart = 0;
  topicEnd = 0;
  /** Topic alias; 0 without an alias. */
  alias = 0;
  /** Whether there are properties other than a single topic alias. They are skipped without being read. */
  hasProperties = false;
  payloadStart = 0;

  /**
   * Reads a frame. Its fixed header begins at `head`, its body at `start`.
   * @returns false if the frame is malformed
   */
  read(version: ProtocolVersion, bytes: Buffer, head: number, start: number, end: number): boolean {
    const qos = (bytes[head]! >> 1) & 3;
    if (qos === 3 || start + 2 > end) return false;
    this.qos = qos as 0 | 1 | 2;
    this.topicStart = start + 2;
    let at = start + 2 + ((bytes[start]! << 8) | bytes[start + 1]!);
    if (at > end) return false;
    this.topicEnd = at;
    this.id = 0;
    if (qos > 0) {
      if (at + 2 > end) return false;
      this.id = (bytes[at]! << 8) | bytes[at + 1]!;
      if (this.id === 0) return false;
      at += 2;
    }
    this.alias = 0;
    this.hasProperties = false;
    this.payloadStart = at;
    return version === 5 ? this.readProperties(bytes, at, end) : true;
  }

  private readProperties(bytes: Buffer, from: number, end: number): boolean {
    let length = 0;
    let at = from;
    for (let shift = 0; ; shift += 7) {
      if (at >= end || shift > 21) return false;
      const byte = bytes[at++]!;
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (at + length > end) return false;
    this.payloadStart = at + length;
    if (length === ALIAS_ONLY_BYTES && bytes[at] === TOPIC_ALIAS) {
      this.alias = (bytes[at + 1]! << 8) | bytes[at + 2]!;
      return this.alias !== 0;
    }
    this.hasProperties = length > 0;
    return true;
  }
}
