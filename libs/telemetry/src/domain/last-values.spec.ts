import fc from 'fast-check';
import { composeFrame } from './time-source.js';
import { type LastValue, takeNewer } from './last-values.js';
import { type NativePayload, parseNativePayload } from './native-format.js';

const frameOf = (message: object) =>
  composeFrame((parseNativePayload(Buffer.from(JSON.stringify(message))) as NativePayload).messages[0]!, 0);

describe('takeNewer', () => {
  it('takes texts, nulls and qualities', () => {
    const last = new Map<string, LastValue>();
    takeNewer(last, frameOf({ ts: 1_764_000_000_000, g: { a: 1, b: null }, state: 'load', q: { a: 3 } }));
    expect(Object.fromEntries(last)).toEqual({
      a: { v: 1, t: 1_764_000_000_000, q: 3 },
      b: { v: null, t: 1_764_000_000_000 },
      state: { v: 'load', t: 1_764_000_000_000 },
    });
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
          for (const message of all) takeNewer(last, frameOf(message));
          return Object.fromEntries([...last].sort());
        };
        expect(lastOf(delivered)).toEqual(lastOf([...sent].sort((a, b) => a.ts - b.ts)));
      }),
    );
  });
});
