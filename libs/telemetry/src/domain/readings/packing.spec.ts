import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { type ChunkFacts, chooseChunksToMerge, cutPortions, dayOf, splitByDay } from './packing.js';
import { mergeBlocks } from './reading-block.js';

const DAY = 86_400_000;
const chunk = (fromMs: number, toMs: number, readings: number): ChunkFacts => ({ fromMs, toMs, readings });
/** Returns chunks that start at 0, 1, 2 … and have the given numbers of readings. */
const chunks = (...readings: number[]): ChunkFacts[] => readings.map((count, at) => chunk(at, at, count));

describe('splitByDay', () => {
  it('splits only at midnight UTC', () => {
    const times = [-1, 0, 1, DAY - 1, DAY, 3 * DAY + 5];
    const days = splitByDay(toReadingBlock(times.map((at) => ({ at, values: { a: at } }))));
    expect(days.map(({ timesMs }) => [...timesMs])).toEqual([[-1], [0, 1, DAY - 1], [DAY], [3 * DAY + 5]]);
  });

  it('keeps every reading exactly once', () => {
    const times = fc.array(fc.integer({ min: -2 * DAY, max: 3 * DAY }), { maxLength: 30 });
    fc.assert(
      fc.property(times, (list) => {
        const block = toReadingBlock(
          list.map((at, seq) => ({ at, seq, values: { a: at, [`k${seq % 3}`]: seq } })),
        );
        const days = splitByDay(block);
        for (const { timesMs, count } of days) expect(dayOf(timesMs[0]!)).toEqual(dayOf(timesMs[count - 1]!));
        expect(new Set(days.map(({ timesMs }) => dayOf(timesMs[0]!).fromMs)).size).toBe(days.length);
        expect(mergeBlocks(days)).toEqual(mergeBlocks([block]));
      }),
    );
  });
});

describe('dayOf', () => {
  it.each([
    [0, 0],
    [DAY - 1, 0],
    [DAY, DAY],
    [-1, -DAY],
  ])('of %d begins at %d', (at, fromMs) => {
    expect(dayOf(at)).toEqual({ fromMs, toMs: fromMs + DAY });
  });
});

describe('chooseChunksToMerge', () => {
  it.each<[string, ChunkFacts[], ChunkFacts, number[]]>([
    ['nothing without chunks', [], chunk(0, 10, 5), []],
    ['overlapping ones, however large', [chunk(0, 50, 100_000)], chunk(50, 60, 1), [0]],
    [
      'seven preceding ones that are at most twice as large',
      chunks(10, 1, 10, 5, 5, 5, 10),
      chunk(20, 30, 5),
      [6, 5, 4, 3, 2, 1, 0],
    ],
    ['none of only six', chunks(5, 5, 5, 5, 5, 5), chunk(20, 30, 5), []],
    ['nothing if one of the seven is larger', chunks(11, 5, 5, 5, 5, 5, 5), chunk(20, 30, 5), []],
    [
      'ones that are small compared with the merged size',
      chunks(40, 40, 40, 40, 40, 40, 40, 5, 5, 5, 5, 5, 5, 5),
      chunk(20, 30, 5),
      [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ],
    ['nothing beyond one that is too large', chunks(1, 1, 1, 1, 1, 1, 1, 100), chunk(20, 30, 5), []],
    [
      'no large ones without overlap',
      chunks(8193, 8193, 8193, 8193, 8193, 8193, 8193),
      chunk(30, 40, 50_000),
      [],
    ],
    ['none that follow', [chunk(40, 50, 1)], chunk(20, 30, 5), []],
    ['one that begins where the new readings end', [chunk(30, 50, 1)], chunk(20, 30, 5), [30]],
  ])('chooses %s', (_case, chunks, fresh, merged) => {
    expect(chooseChunksToMerge(chunks, fresh).map(({ fromMs }) => fromMs)).toEqual(merged);
  });

  it('leaves non-overlapping chunks, a few per day, for any order of arrival', () => {
    const arrivals = fc.array(
      fc.record({ fromMs: fc.nat(10_000), length: fc.nat(300), readings: fc.integer({ min: 1, max: 500 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(arrivals, (list) => {
        let packed: ChunkFacts[] = [];
        let total = 0;
        for (const { fromMs, length, readings } of list) {
          const fresh = { fromMs, toMs: fromMs + length, readings };
          const merged = chooseChunksToMerge(packed, fresh);
          expect(new Set(merged).size).toBe(merged.length);
          const all = [...merged, fresh];
          packed = packed.filter((one) => !merged.includes(one));
          packed.push({
            fromMs: Math.min(...all.map((one) => one.fromMs)),
            toMs: Math.max(...all.map((one) => one.toMs)),
            readings: all.reduce((sum, one) => sum + one.readings, 0),
          });
          packed.sort((a, b) => a.fromMs - b.fromMs);
          total += readings;
          for (let i = 1; i < packed.length; i++)
            expect(packed[i]!.fromMs).toBeGreaterThan(packed[i - 1]!.toMs);
          expect(packed.reduce((sum, one) => sum + one.readings, 0)).toBe(total);
        }
      }),
    );
  });

  it('repacks a day in order only a few times, and ends with few chunks', () => {
    let ofDay: ChunkFacts[] = [];
    let packed = 0;
    for (let n = 0; n < 1440; n++) {
      const fresh = chunk(n * 60, n * 60 + 59, 60);
      const merged = chooseChunksToMerge(ofDay, fresh);
      packed += [...merged, fresh].reduce((sum, { readings }) => sum + readings, 0);
      ofDay = ofDay.filter((one) => !merged.includes(one));
      ofDay.push(
        chunk(
          Math.min(fresh.fromMs, ...merged.map(({ fromMs }) => fromMs)),
          fresh.toMs,
          merged.reduce((sum, { readings }) => sum + readings, 60),
        ),
      );
    }
    expect(ofDay.length).toBeLessThanOrEqual(32);
    expect(packed / 86_400).toBeLessThanOrEqual(4);
  });
});

describe('cutPortions', () => {
  it.each<[string, number[], number[][]]>([
    ['nothing', [], []],
    ['nothing off if everything fits into one batch', [1, 2, 3], [[1, 2, 3]]],
    ['before the bytes exceed the limit', [5, 5, 1], [[5, 5], [1]]],
    ['before the items exceed the limit', [1, 1, 1, 1], [[1, 1, 1], [1]]],
    ['off a single oversized item', [1, 99, 1], [[1], [99], [1]]],
  ])('splits %s', (_case, items, portions) => {
    expect(cutPortions(items, (item) => item, { items: 3, bytes: 10 })).toEqual(portions);
  });

  it('keeps every item, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (items) => {
        expect(cutPortions(items, (item) => item, { items: 3, bytes: 10 }).flat()).toEqual(items);
      }),
    );
  });
});
