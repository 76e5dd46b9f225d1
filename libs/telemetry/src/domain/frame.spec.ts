import fc from 'fast-check';
import { composeFrame, type Frame, TIME_OF_ARRIVAL, TIME_OF_DEVICE } from './frame.js';
import { type NativePayload, parseNativePayload } from './native-format.js';

const RECEIVED = Date.parse('2026-11-24T12:00:00Z');
const framesOf = (text: string, receivedMs = RECEIVED): Frame[] =>
  (parseNativePayload(Buffer.from(text)) as NativePayload).messages.map((message) =>
    composeFrame(message, receivedMs),
  );
const frameOf = (text: string, receivedMs?: number): Frame => framesOf(text, receivedMs)[0]!;

describe('composeFrame', () => {
  it('sorts the keys and keeps texts and long integers aside', () => {
    const frame = frameOf(
      '{"ts":1764000000000,"seq":7,"g":{"b":null,"a":1.5,"n":9007199254740993},"state":"load"}',
    );
    expect(frame).toMatchObject({
      timeMs: 1_764_000_000_000,
      seq: '7',
      timeSource: TIME_OF_DEVICE,
      keys: ['a', 'b', 'n', 'state'],
      values: [1.5, null, 9007199254740992, null],
      others: { n: '9007199254740993', state: 'load' },
      qualities: null,
    });
  });

  it('keeps qualities where one is not good', () => {
    expect(frameOf('{"g":{"b":1,"a":2},"q":{"b":2}}').qualities).toEqual([0, 2]);
  });

  it('marks a time that is not the device’s own', () => {
    expect(frameOf('{"seq":7,"g":{"a":1}}')).toMatchObject({
      timeMs: RECEIVED,
      timeSource: TIME_OF_ARRIVAL,
      seq: '7',
    });
  });

  it('makes a number below zero where none was sent, equal for equal content and only for that', () => {
    const first = frameOf('{"ts":1764000000000,"g":{"a":1,"b":2},"state":"load"}');
    expect(BigInt(first.seq)).toBeLessThan(0n);
    expect(BigInt(first.seq)).toBeGreaterThanOrEqual(-(2n ** 62n));
    expect(
      frameOf('{"state":"load","g":{"b":2.0,"a":1e0},"ts":"2025-11-24T16:00:00Z"}', RECEIVED + 5),
    ).toEqual({
      ...first,
      receivedMs: RECEIVED + 5,
    });
    const others = [
      '"g":{"a":1,"b":3},"state":"load"',
      '"g":{"a":1},"state":"load"',
      '"g":{"a":1,"b":2},"state":"idle"',
      '"g":{"a":1,"b":2},"state":"load","q":{"a":1}',
    ];
    for (const other of others) expect(frameOf(`{"ts":1764000000000,${other}}`).seq).not.toBe(first.seq);
  });

  it('gives the same identities for any order and repetition of messages', () => {
    const message = fc.record(
      {
        ts: fc.integer({ min: 1_764_000_000_000, max: 1_764_000_000_005 }),
        seq: fc.integer({ min: 0, max: 3 }),
        g: fc.record(
          { a: fc.integer({ min: 0, max: 2 }), b: fc.constantFrom(0, 0.1) },
          { requiredKeys: ['a'] },
        ),
      },
      { requiredKeys: ['ts', 'g'] },
    );
    const sentTwiceInAnyOrder = fc
      .array(message, { minLength: 1, maxLength: 12 })
      .chain((sent) =>
        fc.tuple(fc.constant(sent), fc.shuffledSubarray([...sent, ...sent], { minLength: sent.length * 2 })),
      );
    fc.assert(
      fc.property(sentTwiceInAnyOrder, ([sent, delivered]) => {
        const identities = (messages: object[]) =>
          new Set(
            messages
              .map((one) => frameOf(JSON.stringify(one)))
              .map(({ timeMs, seq, content }) => `${timeMs} ${seq} ${content}`),
          );
        expect(identities(delivered)).toEqual(identities(sent));
      }),
    );
  });
});
