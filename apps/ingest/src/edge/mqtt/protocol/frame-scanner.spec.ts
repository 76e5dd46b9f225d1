import fc from 'fast-check';
import mqtt, { type Packet } from 'mqtt-packet';
import { FrameScanner, type StreamFault } from './frame-scanner.js';

/** Packets of all types that a client sends, as bytes. */
const frames = fc
  .oneof(
    fc.record({
      cmd: fc.constant('publish' as const),
      topic: fc.string({ minLength: 1, maxLength: 40 }),
      payload: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
      messageId: fc.integer({ min: 1, max: 65_535 }),
      retain: fc.boolean(),
      dup: fc.constant(false),
    }),
    fc.record({
      cmd: fc.constant('subscribe' as const),
      messageId: fc.integer({ min: 1, max: 65_535 }),
      subscriptions: fc.array(fc.record({ topic: fc.constant('a/+/#'), qos: fc.constant(1 as const) }), {
        minLength: 1,
        maxLength: 20,
      }),
    }),
    fc.record({ cmd: fc.constant('pingreq' as const) }),
    fc.record({ cmd: fc.constant('puback' as const), messageId: fc.integer({ min: 1, max: 65_535 }) }),
  )
  .map((packet) => mqtt.generate(packet as Packet));

const streams = fc.array(frames, { minLength: 1, maxLength: 12 });
/** Lengths of the chunks that a stream is repeatedly split into. */
const cuts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });

interface Scan {
  readonly seen: Buffer[];
  readonly fault: StreamFault | undefined;
}

/**
 * Scans like the edge, from one receive buffer that is overwritten for each chunk.
 * @param holdAfter number of frames after which the sink pauses until it is released
 */
function scan(stream: Buffer, pieces: readonly number[], limit: number, holdAfter = Infinity): Scan {
  const seen: Buffer[] = [];
  const scanner = new FrameScanner(limit, {
    onFrame: (bytes, head, start, end) => {
      expect(start).toBeGreaterThan(head);
      seen.push(Buffer.from(bytes.subarray(head, end)));
      return seen.length % holdAfter !== 0;
    },
  });
  const shared = Buffer.alloc(128);
  let fault: StreamFault | undefined;
  for (let at = 0, i = 0; at < stream.length && !fault; i++) {
    shared.fill(0xff);
    const length = stream.copy(shared, 0, at, at + pieces[i % pieces.length]!);
    at += length;
    fault = scanner.push(shared, length);
    if (i % 3 === 0) for (let n = 0; n < 20 && !fault; n++) fault = scanner.release();
  }
  for (let n = 0; n < 20 && !fault; n++) fault = scanner.release();
  return { seen, fault };
}

describe('FrameScanner', () => {
  it('finds the same frames however the stream is split', () => {
    fc.assert(
      fc.property(streams, cuts, (packets, pieces) => {
        expect(scan(Buffer.concat(packets), pieces, 1e6)).toEqual({ seen: packets, fault: undefined });
      }),
    );
  });

  it('loses and repeats nothing if its sink pauses', () => {
    fc.assert(
      fc.property(streams, cuts, fc.integer({ min: 1, max: 3 }), (packets, pieces, holdAfter) => {
        expect(scan(Buffer.concat(packets), pieces, 1e6, holdAfter)).toEqual({
          seen: packets,
          fault: undefined,
        });
      }),
    );
  });

  it('stops at the first frame that is too large, however the stream is split', () => {
    const bodyOf = (frame: Buffer): number => frame.length - (frame.length < 130 ? 2 : 3);
    fc.assert(
      fc.property(streams, cuts, fc.integer({ min: 0, max: 450 }), (packets, pieces, limit) => {
        const tooLarge = packets.findIndex((frame) => bodyOf(frame) > limit);
        expect(scan(Buffer.concat(packets), pieces, limit)).toEqual({
          seen: tooLarge === -1 ? packets : packets.slice(0, tooLarge),
          fault: tooLarge === -1 ? undefined : 'packet_too_large',
        });
      }),
    );
  });

  it('rejects a length without an end', () => {
    const endless = Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]);
    expect(scan(endless, [1], 1e9).fault).toBe('length_malformed');
    expect(scan(endless, [6], 1e9).fault).toBe('length_malformed');
  });

  it('accepts any bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (bytes, pieces) => {
        expect(() => scan(Buffer.from(bytes), pieces, 200)).not.toThrow();
      }),
    );
  });
});
