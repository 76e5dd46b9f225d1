import fc from 'fast-check';
import { type NativePayload, parseNativePayload } from '../messages/native-format.js';
import { TIME_OF_ARRIVAL, TIME_OF_DEVICE } from '../intake/time-source.js';
import { type ComposedReading, composeReading } from './compose-reading.js';

const RECEIVED = Date.parse('2026-11-24T12:00:00Z');
const readingOf = (text: string, receivedMs = RECEIVED): ComposedReading =>
  composeReading((parseNativePayload(Buffer.from(text)) as NativePayload).messages[0]!, receivedMs);

describe('composeReading', () => {
  it('sorts the keys and keeps texts, nulls and long integers in the shape', () => {
    const { shape, ...rest } = readingOf(
      '{"ts":1764000000000,"seq":7,"g":{"b":null,"a":1.5,"n":9007199254740993},"c":{"z":-2},"state":"load"}',
    );
    expect(rest).toEqual({ timeMs: 1_764_000_000_000, seq: 7, numbers: [1.5, -2] });
    expect(shape).toMatchObject({
      timeSource: TIME_OF_DEVICE,
      keys: ['a', 'b', 'n', 'state', 'z'],
      constants: [undefined, null, { integer: '9007199254740993' }, 'load', undefined],
      numeric: [0, 4],
      qualities: null,
    });
  });

  it('keeps qualities if one is not good', () => {
    expect(readingOf('{"g":{"b":1,"a":2},"q":{"b":2}}').shape.qualities).toEqual([0, 2]);
    expect(readingOf('{"g":{"b":1,"a":2},"q":{"b":0}}').shape.qualities).toBeNull();
  });

  it('marks a time other than the device’s own', () => {
    const { timeMs, seq, shape } = readingOf('{"seq":7,"g":{"a":1}}');
    expect({ timeMs, seq, timeSource: shape.timeSource }).toEqual({
      timeMs: RECEIVED,
      seq: 7,
      timeSource: TIME_OF_ARRIVAL,
    });
  });

  it('returns the same shape for messages that differ only in numbers', () => {
    const [one, other] = [
      readingOf('{"seq":1,"g":{"a":1},"state":"x"}'),
      readingOf('{"seq":2,"state":"x","g":{"a":9}}'),
    ];
    expect(one.shape).toBe(other.shape);
    expect(readingOf('{"seq":1,"g":{"a":1},"state":"y"}').shape).not.toBe(one.shape);
  });

  it('creates a negative number if none was sent, equal exactly for equal content', () => {
    const first = readingOf('{"ts":1764000000000,"g":{"a":1,"b":2},"state":"load"}');
    expect(Number.isSafeInteger(first.seq)).toBe(true);
    expect(first.seq).toBeLessThan(0);
    expect(first.seq).toBeGreaterThanOrEqual(-(2 ** 50));
    expect(
      readingOf('{"state":"load","g":{"b":2.0,"a":1e0},"ts":"2025-11-24T16:00:00Z"}', RECEIVED + 5),
    ).toEqual(first);
    const others = [
      '"g":{"a":1,"b":3},"state":"load"',
      '"g":{"a":2,"b":1},"state":"load"',
      '"g":{"a":1},"state":"load"',
      '"g":{"a":1,"b":2},"state":"idle"',
      '"g":{"a":1,"b":2},"e":{"state2":"load"}',
      '"g":{"a":1,"b":2},"state":"load","q":{"a":1}',
      '"g":{"a":1,"b":null},"state":"load"',
    ];
    const seqs = others.map((other) => readingOf(`{"ts":1764000000000,${other}}`).seq);
    expect(new Set([first.seq, ...seqs]).size).toBe(others.length + 1);
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
              .map((one) => readingOf(JSON.stringify(one)))
              .map(({ timeMs, seq, shape, numbers }) => `${timeMs} ${seq} ${shape.text} ${numbers.join()}`),
          );
        expect(identities(delivered)).toEqual(identities(sent));
      }),
    );
  });
});
