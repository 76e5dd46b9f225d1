import fc from 'fast-check';
import { type LastValue, applyNewer } from './last-values.js';
import { type NativePayload, parseNativePayload } from '../messages/native-format.js';
import { composeReading } from '../readings/compose-reading.js';
import { shapeOf } from '../readings/shape.js';

const take = (last: Map<string, LastValue>, message: object): void => {
  const { messages } = parseNativePayload(Buffer.from(JSON.stringify(message))) as NativePayload;
  const { timeMs, shape, numbers } = composeReading(messages[0]!, 0);
  applyNewer(last, timeMs, shape, numbers);
};

describe('applyNewer', () => {
  it('accepts texts, nulls and qualities', () => {
    const last = new Map<string, LastValue>();
    take(last, { ts: 1_764_000_000_000, g: { a: 1, b: null }, state: 'load', q: { a: 3 } });
    expect(Object.fromEntries(last)).toEqual({
      a: { v: 1, t: 1_764_000_000_000, q: 3 },
      b: { v: null, t: 1_764_000_000_000 },
      state: { v: 'load', t: 1_764_000_000_000 },
    });
  });

  it('keeps the digits of integers that a double can’t represent', () => {
    const last = new Map<string, LastValue>();
    const shape = shapeOf(['n', 'on'], [{ integer: '9007199254740993' }, true], null, 0);
    applyNewer(last, 5, shape, []);
    expect(Object.fromEntries(last)).toEqual({ n: { v: '9007199254740993', t: 5 }, on: { v: true, t: 5 } });
  });

  const shapeOfA = shapeOf(['a'], [undefined], null, 0);

  it('treats a reading ahead of the server’s clock as one of its arrival, which the next reading replaces', () => {
    const last = new Map<string, LastValue>();
    const minute = 60_000;
    applyNewer(last, 10 * minute, shapeOfA, [1], 10 * minute);
    applyNewer(last, 15 * minute, shapeOfA, [99], 10 * minute + 1000);
    expect(last.get('a')).toEqual({ v: 99, t: 15 * minute, o: 10 * minute + 1000 });
    applyNewer(last, 10 * minute + 2000, shapeOfA, [2], 10 * minute + 2000);
    expect(last.get('a')).toEqual({ v: 2, t: 10 * minute + 2000 });
    // With a clock that is always ahead, each reading is newer than the previous one.
    for (const i of [3, 4]) applyNewer(last, 15 * minute + i * 1000, shapeOfA, [i], 10 * minute + i * 1000);
    expect(last.get('a')).toMatchObject({ v: 4 });
    // If several readings arrive at the same time, the reading with the latest device time is kept.
    applyNewer(last, 17 * minute, shapeOfA, [17], 11 * minute);
    applyNewer(last, 16 * minute, shapeOfA, [16], 11 * minute);
    expect(last.get('a')).toMatchObject({ v: 17 });
  });

  it('keeps a stale value until a newer one arrives', () => {
    const last = new Map<string, LastValue>();
    const stale = shapeOf(['a', 'b'], [null, null], [3, 3], 0);
    applyNewer(last, 1000, shapeOfA, [5], 1000);
    applyNewer(last, 4000, stale, [], 4000);
    expect(Object.fromEntries(last)).toEqual({
      a: { v: 5, t: 1000, q: 3, o: 4000 },
      b: { v: null, t: 4000, q: 3 },
    });
    applyNewer(last, 3000, shapeOfA, [6], 3000);
    expect(last.get('a')).toMatchObject({ v: 5, q: 3 });
    applyNewer(last, 5000, shapeOfA, [7], 5000);
    expect(last.get('a')).toEqual({ v: 7, t: 5000 });
  });

  it('ends with each signal’s newest value in any order of delivery', () => {
    const messages = fc.uniqueArray(
      fc.record({
        ts: fc.integer({ min: 1_764_000_000_000, max: 1_764_000_000_100 }),
        g: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer(), { minKeys: 1 }),
      }),
      { selector: ({ ts }) => ts, minLength: 1, maxLength: 20 },
    );
    const inTwoOrders = messages.chain((sent) =>
      fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length })),
    );
    fc.assert(
      fc.property(inTwoOrders, ([sent, delivered]) => {
        const lastOf = (all: object[]) => {
          const last = new Map<string, LastValue>();
          for (const message of all) take(last, message);
          return Object.fromEntries([...last].sort());
        };
        expect(lastOf(delivered)).toEqual(lastOf([...sent].sort((a, b) => a.ts - b.ts)));
      }),
    );
  });
});
