import mqtt, { type Packet } from 'mqtt-packet';

/** Version of the protocol; 4 is MQTT 3.1.1. Clients of MQTT 3.1 get the same responses. */
export type ProtocolVersion = 4 | 5;

/** Packet types as the first four bits of a frame (MQTT 3.1.1, table 2.1). */
export const PACKET = {
  connect: 1,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  unsubscribe: 10,
  pingreq: 12,
  disconnect: 14,
} as const;

export const PINGRESP = Buffer.from([0xd0, 0]);

/**
 * Parses a complete frame into a copy that outlives the receive buffer.
 * @returns null if it is malformed
 */
export function parsePacket(version: ProtocolVersion, frame: Buffer): Packet | null {
  const packets: Packet[] = [];
  const parser = mqtt.parser({ protocolVersion: version });
  parser.on('packet', (packet) => packets.push(packet));
  try {
    // Also throws the errors that the parser emits, because they have no listener.
    parser.parse(Buffer.from(frame));
  } catch {
    return null;
  }
  return packets.at(-1) ?? null;
}

export function encodePacket(version: ProtocolVersion, packet: Packet): Buffer {
  return mqtt.generate(packet, { protocolVersion: version });
}

/**
 * Encodes a PUBLISH without a library, because all live values of a fleet pass through here.
 * @param id 0 for QoS 0
 */
export function encodePublish(version: ProtocolVersion, topic: string, payload: Buffer, id: number): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + (id === 0 ? 0 : 2) + (version === 5 ? 1 : 0) + payload.length;
  const lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4;
  const frame = Buffer.allocUnsafe(1 + lengthBytes + length);
  frame[0] = id === 0 ? 0x30 : 0x32;
  let at = 1;
  for (let rest = length; ; rest >>>= 7) {
    frame[at++] = rest < 128 ? rest : (rest & 127) | 128;
    if (rest < 128) break;
  }
  at = frame.writeUInt16BE(topicBytes, at);
  at += frame.write(topic, at);
  if (id !== 0) at = frame.writeUInt16BE(id, at);
  if (version === 5) frame[at++] = 0;
  payload.copy(frame, at);
  return frame;
}
