import fc from 'fast-check';
import { type LastValue, takeNewer } from './last-values.js';
import { type NativePayload, parseNativePayload } from './native-format.js';
import { composeReading } from './readings/compose-reading.js';
import { shapeOf } from './readings/shape.js';

const take = (last: Map<string, LastValue>, message: object): void => {
  const { messages } = parseNativePayload(Buffer.from(JSON.stringify(message))) as NativePayload;
  const { timeMs, shape, numbers } = composeReading(messages[0]!, 0);
  takeNewer(last, timeMs, shape, numbers);
};

describe('takeNewer', () => {
  it('takes texts, nulls and qualities', () => {
    const last = new Map<string, LastValue>();
    take(last, { ts: 1_764_000_000_000, g: { a: 1, b: null }, state: 'load', q: { a: 3 } });
    expect(Object.fromEntries(last)).toEqual({
      a: { v: 1, t: 1_764_000_000_000, q: 3 },
      b: { v: null, t: 1_764_000_000_000 },
      state: { v: 'load', t: 1_764_000_000_000 },
    });
  });

  it('takes integers digit by digit where a double can’t hold them', () => {
    const last = new Map<string, LastValue>();
    const shape = shapeOf(['n', 'on'], [{ integer: '9007199254740993' }, true], null, 0);
    takeNewer(last, 5, shape, []);
    expect(Object.fromEntries(last)).toEqual({ n: { v: '9007199254740993', t: 5 }, on: { v: true, t: 5 } });
  });

  it('ends with each signal’s newest value, whatever the order of delivery', () => {
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
