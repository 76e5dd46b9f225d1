import fc from 'fast-check';
import { toReadingBlock, type SentReading } from '../../../../../test/support/sent-readings.js';
import {
  countReceivedAfter,
  EMPTY_BLOCK,
  firstAtOrAfter,
  projectKeys,
  mergeBlocks,
  qualityIn,
  type ReadingBlock,
  haveSameContent,
  sliceBlock,
  spanOf,
  valueIn,
} from './reading-block.js';
import type { Constant } from './shape.js';

const KEYS = ['a', 'b', 'state'];
const value: fc.Arbitrary<number | Constant> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -9, max: 9 }) },
  fc.constantFrom<Constant>('load', 'idle', null, true, { integer: '9007199254740993' }),
);
const said = fc.record({
  at: fc.integer({ min: 0, max: 40 }),
  seq: fc.integer({ min: -2, max: 3 }),
  receivedMs: fc.nat(9),
  values: fc.dictionary(fc.constantFrom(...KEYS), value, { minKeys: 1 }),
  qualities: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3)),
});
const placed = fc.uniqueArray(said, { selector: ({ at, seq }) => `${at} ${seq}`, maxLength: 25 });

const rowsOf = (block: ReadingBlock): unknown[] =>
  Array.from({ length: block.count }, (_, i) => [
    block.timesMs[i],
    block.seqs[i],
    block.receivedMs[i],
    KEYS.map((key) => [
      valueIn(block, i, key),
      valueIn(block, i, key) === undefined ? 0 : qualityIn(block, i, key),
    ]),
  ]);
const expected = (list: readonly SentReading[]): unknown[] =>
  [...list]
    .sort((x, y) => x.at - y.at || x.seq! - y.seq!)
    .map(({ at, seq, receivedMs, values, qualities }) => [
      at,
      seq,
      receivedMs,
      KEYS.map((key) => [values[key], values[key] === undefined ? 0 : (qualities?.[key] ?? 0)]),
    ]);

describe('projectKeys', () => {
  it('keeps only the values of the wanted keys, and the time of every reading', () => {
    fc.assert(
      fc.property(placed, fc.subarray(KEYS), (list, wanted) => {
        const kept = list.map((one) => ({
          ...one,
          values: Object.fromEntries(Object.entries(one.values).filter(([key]) => wanted.includes(key))),
        }));
        expect(rowsOf(projectKeys(toReadingBlock(list), new Set(wanted)))).toEqual(expected(kept));
      }),
    );
  });
});

describe('countReceivedAfter', () => {
  it('counts values, not readings', () => {
    fc.assert(
      fc.property(placed, fc.nat(9), (list, after) => {
        const late = list.filter(({ receivedMs }) => receivedMs > after);
        expect(countReceivedAfter(toReadingBlock(list), after)).toBe(
          late.reduce((sum, { values }) => sum + Object.keys(values).length, 0),
        );
      }),
    );
  });
});

describe('mergeBlocks', () => {
  it('sorts the readings of any blocks by key', () => {
    fc.assert(
      fc.property(placed, fc.integer({ min: 1, max: 5 }), (list, parts) => {
        const blocks = Array.from({ length: parts }, (_, p) =>
          toReadingBlock(list.filter((_one, i) => i % parts === p)),
        );
        expect(rowsOf(mergeBlocks(blocks))).toEqual(expected(list));
      }),
    );
  });

  it('keeps one of two equal readings', () => {
    fc.assert(
      fc.property(
        placed.chain((list) => fc.tuple(fc.constant(list), fc.subarray(list), fc.subarray(list))),
        ([list, some, others]) => {
          expect(
            rowsOf(mergeBlocks([toReadingBlock(list), toReadingBlock(some), toReadingBlock(others)])),
          ).toEqual(expected(list));
          expect(
            rowsOf(mergeBlocks([toReadingBlock(some), toReadingBlock(others), toReadingBlock(list)])),
          ).toEqual(expected(list));
        },
      ),
    );
  });

  it('of no blocks is empty', () => {
    expect(mergeBlocks([])).toBe(EMPTY_BLOCK);
    expect(mergeBlocks([EMPTY_BLOCK, EMPTY_BLOCK]).count).toBe(0);
  });
});

describe('spanOf', () => {
  it('returns the readings of the half-open span', () => {
    fc.assert(
      fc.property(
        placed,
        fc.integer({ min: -1, max: 42 }),
        fc.integer({ min: -1, max: 42 }),
        (list, from, to) => {
          const block = toReadingBlock(list);
          expect(rowsOf(spanOf(block, from, to))).toEqual(
            expected(list.filter(({ at }) => at >= from && at < to)),
          );
          expect(spanOf(block, -Infinity, Infinity)).toBe(block);
        },
      ),
    );
  });

  it('returns the first reading at or after an instant', () => {
    const block = toReadingBlock([3, 5, 5, 9].map((at, seq) => ({ at, seq, values: { a: 1 } })));
    expect([2, 3, 4, 5, 6, 9, 10].map((at) => firstAtOrAfter(block, at))).toEqual([0, 0, 1, 1, 3, 3, 4]);
    expect(sliceBlock(block, 2, 2)).toBe(EMPTY_BLOCK);
  });
});

describe('haveSameContent', () => {
  it('is true for equal content with any key, and for no other', () => {
    fc.assert(
      fc.property(said, said, (one, other) => {
        const [a, b] = [toReadingBlock([one]), toReadingBlock([other])];
        const content = ({ values, qualities }: SentReading) =>
          JSON.stringify(
            Object.keys(values)
              .sort()
              .map((key) => [key, values[key], qualities ? (qualities[key] ?? 0) : null]),
          );
        expect(haveSameContent(a, 0, b, 0)).toBe(content(one) === content(other));
        expect(haveSameContent(a, 0, toReadingBlock([{ ...one, at: 99, seq: 1 }]), 0)).toBe(true);
      }),
    );
  });
});
