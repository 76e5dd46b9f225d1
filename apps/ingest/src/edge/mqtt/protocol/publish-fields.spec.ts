import fc from 'fast-check';
import mqtt from 'mqtt-packet';
import { encodePublish, parsePacket } from './packets.js';
import { PublishFields } from './publish-fields.js';

const publishes = fc.record({
  topic: fc.string({ minLength: 1, maxLength: 40 }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  alias: fc.option(fc.integer({ min: 1, max: 65_535 })),
  expiry: fc.option(fc.integer({ min: 1, max: 1000 })),
});
const versions = fc.constantFrom(4 as const, 5 as const);

/** Returns the position of a frame's body. */
const startOf = (frame: Buffer): number => 1 + frame.subarray(1).findIndex((byte) => byte < 128) + 1;

describe('PublishFields', () => {
  it('reads what the packet library writes', () => {
    const fields = new PublishFields();
    fc.assert(
      fc.property(versions, publishes, fc.integer({ min: 0, max: 20 }), (version, packet, before) => {
        const { topic, payload, qos, messageId, alias, expiry } = packet;
        const properties = {
          ...(alias === null ? {} : { topicAlias: alias }),
          ...(expiry === null ? {} : { messageExpiryInterval: expiry }),
        };
        const frame = mqtt.generate(
          { cmd: 'publish', topic, payload, qos, messageId, retain: true, dup: qos > 0, properties },
          { protocolVersion: version },
        );
        const bytes = Buffer.concat([Buffer.alloc(before, 0xff), frame, Buffer.alloc(9, 0xff)]);
        const end = before + frame.length;
        expect(fields.read(version, bytes, before, before + startOf(frame), end)).toBe(true);
        expect({
          topic: bytes.toString('utf8', fields.topicStart, fields.topicEnd),
          payload: Buffer.from(bytes.subarray(fields.payloadStart, end)),
          qos: fields.qos,
          id: fields.id,
          alias: fields.alias,
          hasProperties: fields.hasProperties,
        }).toEqual({
          topic: Buffer.from(topic).toString(),
          payload,
          qos,
          id: qos === 0 ? 0 : messageId,
          alias: version === 5 && expiry === null ? (alias ?? 0) : 0,
          hasProperties: version === 5 && expiry !== null,
        });
      }),
    );
  });

  it('never reads beyond the frame, and rejects truncated ones', () => {
    const fields = new PublishFields();
    fc.assert(
      fc.property(versions, fc.uint8Array({ minLength: 2, maxLength: 60 }), (version, random) => {
        const bytes = Buffer.from(random);
        bytes[0] = 0x30 | (bytes[0]! & 15);
        if (!fields.read(version, bytes, 0, 2, bytes.length)) return;
        expect(fields.topicEnd).toBeLessThanOrEqual(bytes.length);
        expect(fields.payloadStart).toBeLessThanOrEqual(bytes.length);
        expect(fields.qos).toBeLessThan(3);
        expect(fields.id > 0).toBe(fields.qos > 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('encodePublish', () => {
  it('writes what the packet library reads', () => {
    fc.assert(
      fc.property(
        versions,
        publishes,
        fc.integer({ min: 0, max: 20_000 }),
        (version, { topic, messageId, qos }, n) => {
          const payload = Buffer.alloc(n, 7);
          const frame = encodePublish(version, topic, payload, qos === 0 ? 0 : messageId);
          const read = parsePacket(version, frame) as { payload: Buffer };
          // Compare the payload without a matcher, because a matcher takes milliseconds for a few kilobytes.
          expect(read.payload.equals(payload)).toBe(true);
          expect(read).toMatchObject({
            cmd: 'publish',
            topic: Buffer.from(topic).toString(),
            qos: qos === 0 ? 0 : 1,
            ...(qos === 0 ? {} : { messageId }),
          });
        },
      ),
    );
  });
});

describe('parsePacket', () => {
  it('accepts or rejects any bytes, and never throws', () => {
    fc.assert(
      fc.property(
        versions,
        fc.integer({ min: 0, max: 255 }),
        fc.uint8Array({ maxLength: 120 }),
        (version, first, body) => {
          expect(() => parsePacket(version, Buffer.from([first, body.length, ...body]))).not.toThrow();
        },
      ),
      { numRuns: 3000 },
    );
  });
});
