import fc from 'fast-check';
import { type Aggregate, computeRollup } from '../../domain/readings/rollups/rollup.js';
import { decodeRollup, encodeRollup } from './rollup-codec.js';
import { blockOfHours, readingsOfHours } from '../../../../../test/support/reading-blocks.js';

const MINUTE = 60_000;
const BUCKET_MS = 60 * MINUTE;
/** Decimals as sent by machines, and other doubles. */
const value = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 100),
  fc.double({ noNaN: true }),
  fc.constantFrom(2 ** 51 + 1, -(2 ** 53), 0),
);
const aggregate = (hour: number): fc.Arbitrary<Aggregate> =>
  fc
    .record({
      count: fc.integer({ min: 1, max: 100_000 }),
      holds: fc.tuple(fc.nat(BUCKET_MS), fc.integer({ min: 10_000, max: 86_400_000 })),
      isEarlier: fc.boolean(),
      within: fc.tuple(fc.nat(BUCKET_MS - 1), fc.nat(BUCKET_MS - 1)),
      values: fc.tuple(value, value, value, value, value, value),
    })
    .map(({ count, within, holds, isEarlier, values: [first, last, min, max, mean, increase] }) => {
      const startMs = hour * BUCKET_MS;
      const [firstAt, lastAt] = [startMs + Math.min(...within), startMs + Math.max(...within)];
      const [heldMs, longestHoldMs] = holds;
      const figures = { first, last, min, max, mean, increase };
      return { startMs, count, firstAt, lastAt, heldMs, longestHoldMs, isEarlier, ...figures };
    });
/** Aggregates of a few hours, which share a piece, or enough for separate pieces. */
const aggregates = fc
  .oneof(fc.integer({ min: 1, max: 30 }), fc.constant(300))
  .chain((hours) => fc.tuple(...Array.from({ length: hours }, (_, hour) => aggregate(490_000 + hour))));
const rollup = fc
  .uniqueArray(fc.stringMatching(/^[a-z_]{1,12}$/), { minLength: 1, maxLength: 4 })
  .chain((keys) => fc.tuple(...keys.map((key) => aggregates.map((list) => [key, list] as const))))
  .map((entries) => new Map(entries));

describe('a stored rollup', () => {
  it('round-trips, whole or with the wanted keys', () => {
    fc.assert(
      fc.property(rollup, fc.nat(), (written, chosen) => {
        const bytes = encodeRollup(written, BUCKET_MS);
        expect(decodeRollup(bytes)).toEqual(written);
        const wanted = new Set([...written.keys()].filter((_, place) => (chosen >> place) % 2 === 1));
        expect(decodeRollup(bytes, wanted)).toEqual(new Map([...written].filter(([key]) => wanted.has(key))));
      }),
      { numRuns: 60 },
    );
  });

  it('round-trips when it is so long that each key has its own piece', () => {
    const list = Array.from({ length: 1200 }, (_, i) => ({ at: i * MINUTE, value: i / 7 }));
    const rollup = computeRollup(blockOfHours(list), MINUTE);
    const bytes = encodeRollup(rollup, MINUTE);
    expect(decodeRollup(bytes)).toEqual(rollup);
    expect(decodeRollup(bytes, new Set(['hours']))).toEqual(new Map([['hours', rollup.get('hours')]]));
  });

  it('round-trips from stored bytes, whole or with one key', () => {
    fc.assert(
      fc.property(readingsOfHours, (list) => {
        const rollup = computeRollup(blockOfHours(list), MINUTE);
        const bytes = encodeRollup(rollup, MINUTE);
        expect(decodeRollup(bytes)).toEqual(rollup);
        expect(decodeRollup(bytes, new Set(['none'])).size).toBe(0);
      }),
    );
  });
});
