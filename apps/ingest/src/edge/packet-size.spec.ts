import { Duplex } from 'node:stream';
import fc from 'fast-check';
import mqtt from 'mqtt-packet';
import { limitPacketSize, PacketSizeCheck } from './packet-size.js';

const publish = (bytes: number): Buffer =>
  mqtt.generate({
    cmd: 'publish',
    topic: 't',
    payload: Buffer.alloc(bytes),
    qos: 0,
    retain: false,
    dup: false,
  });
const bodyOf = (bytes: number): number => bytes + 3;

describe('PacketSizeCheck', () => {
  it('tells the first packet that is too large, however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 7000 }),
        fc.integer({ min: 0, max: 20_003 }),
        (payloads, piece, limit) => {
          const stream = Buffer.concat(payloads.map(publish));
          const check = new PacketSizeCheck(limit);
          let isAccepted = true;
          for (let at = 0; at < stream.length && isAccepted; at += piece)
            isAccepted = check.accepts(stream.subarray(at, at + piece));
          expect(isAccepted).toBe(payloads.every((bytes) => bodyOf(bytes) <= limit));
        },
      ),
    );
  });

  it('refuses a length that never ends', () => {
    expect(new PacketSizeCheck(1e9).accepts(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
  });
});

describe('limitPacketSize', () => {
  it('lets packets through and stops at one that is too large', async () => {
    const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    let isTooLarge = false;
    limitPacketSize(stream, 100, () => (isTooLarge = true));
    const small = publish(50);
    stream.push(small);
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.read()).toEqual(small);
    stream.push(publish(500));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.read()).toBeNull();
    expect(isTooLarge).toBe(true);
  });
});
