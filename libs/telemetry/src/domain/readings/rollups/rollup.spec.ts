import fc from 'fast-check';
import { sliceBlock } from '../reading-block.js';
import { type Aggregate, closeMeans, coarsen, computeRollup, RollupBuilder } from './rollup.js';
import { meansByDefinition } from '../../../../../../test/support/mean-by-definition.js';
import { blockOfHours, readingsOfHours } from '../../../../../../test/support/reading-blocks.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Compares times and values exactly, and computed values with a tolerance for rounding. */
function expectSame(found: readonly Aggregate[], wanted: readonly Aggregate[]): void {
  expect(found.map(({ mean: _, increase: __, ...rest }) => rest)).toEqual(
    wanted.map(({ mean: _, increase: __, ...rest }) => rest),
  );
  found.forEach(({ mean, increase }, i) => {
    expect(mean).toBeCloseTo(wanted[i]!.mean, 4);
    expect(increase).toBeCloseTo(wanted[i]!.increase, 5);
  });
}

describe('a rollup', () => {
  it('weights each value by its duration, and counts only upward steps', () => {
    const at = Date.parse('2026-11-24T12:00:00Z');
    const block = blockOfHours([
      { at, value: 10 },
      { at: at + 10_000, value: 40 },
      { at: at + 20_000, value: 900, bad: true },
      { at: at + 40_000, value: 5 },
      { at: at + 50_000, value: 7 },
    ]);
    expect(computeRollup(block, MINUTE).get('hours')).toEqual([
      {
        startMs: at,
        count: 4,
        firstAt: at,
        lastAt: at + 50_000,
        first: 10,
        last: 7,
        min: 5,
        max: 40,
        // The value is 10 for 10 s, 40 for 30 s, and 5 for 10 s.
        mean: 27,
        heldMs: 50_000,
        // Three times the usual interval of 10 s.
        longestHoldMs: 30_000,
        increase: 32,
        isEarlier: false,
      },
    ]);
  });

  it('ignores values of bad quality', () => {
    expect(computeRollup(blockOfHours([{ at: 1, value: 3, bad: true }]), MINUTE).size).toBe(0);
  });

  it('is the same when built from finer buckets', () => {
    fc.assert(
      fc.property(readingsOfHours, (list) => {
        const block = blockOfHours(list);
        const minutes = computeRollup(block, MINUTE).get('hours') ?? [];
        for (const width of [60 * MINUTE, DAY])
          expectSame(coarsen(minutes, width), computeRollup(block, width).get('hours') ?? []);
      }),
    );
  });

  it('is the same for readings that come block by block', () => {
    fc.assert(
      fc.property(readingsOfHours, fc.array(fc.nat({ max: 60 })), (list, cuts) => {
        const block = blockOfHours(list);
        const edges = [0, ...cuts.filter((cut) => cut < list.length).sort((a, b) => a - b), list.length];
        const running = new RollupBuilder(MINUTE, ['hours'], () => null);
        edges.slice(1).forEach((to, i) => running.take(sliceBlock(block, edges[i]!, to)));
        expect(running.done()).toEqual(computeRollup(block, MINUTE, ['hours']));
      }),
    );
  });
});

describe('a rollup of a span', () => {
  const at = Date.parse('2026-11-24T00:00:00Z');
  const list = [0, 1, 2, 3, 4].map((minute) => ({ at: at + minute * MINUTE, value: 10 * minute }));
  const build = (within: { fromMs: number; toMs: number }, width = MINUTE): RollupBuilder => {
    const builder = new RollupBuilder(width, ['hours', 'other'], () => null, within);
    builder.take(blockOfHours(list));
    return builder;
  };

  it('aggregates only readings within it, and knows the value before it', () => {
    const builder = build({ fromMs: at + 2 * MINUTE, toMs: at + 4 * MINUTE });
    const rolled = builder.done();
    expect([...rolled.keys()]).toEqual(['hours']);
    expect(rolled.get('hours')!.map(({ startMs, first }) => [(startMs - at) / MINUTE, first])).toEqual([
      [2, 20],
      [3, 30],
    ]);
    expect(builder.findLead('hours')).toMatchObject({ last: 10, lastAt: at + MINUTE });
    expect(builder.findLead('other')).toBeUndefined();
  });

  it('knows no value before its first reading', () => {
    const builder = build({ fromMs: at, toMs: Infinity });
    expect(builder.done().get('hours')).toHaveLength(5);
    expect(builder.findLead('hours')).toBeUndefined();
  });

  it('has buckets that are wider than a day', () => {
    const days = [0, 1, 8].map((day) => ({ at: at + day * DAY, value: day }));
    const builder = new RollupBuilder(7 * DAY, ['hours'], () => null);
    builder.take(blockOfHours(days));
    // Multiples of seven days since 1970 begin on Thursdays; the 24th is a Tuesday.
    const buckets = builder.done().get('hours')!;
    expect(
      buckets.map(({ startMs, first, last, count }) => [(startMs - at) / DAY, first, last, count]),
    ).toEqual([
      [-5, 0, 1, 2],
      [2, 8, 8, 1],
    ]);
  });
});

describe('aggregates of the earlier method', () => {
  const at = Date.parse('2026-11-24T12:00:00Z');
  const aggregate = (change: Partial<Aggregate>): Aggregate => ({
    startMs: at,
    count: 1,
    firstAt: at,
    lastAt: at,
    first: 5,
    last: 5,
    min: 5,
    max: 5,
    mean: 5,
    heldMs: 0,
    longestHoldMs: 0,
    increase: 0,
    isEarlier: false,
    ...change,
  });
  const closed = (buckets: Aggregate[], lead?: Parameters<typeof closeMeans>[3]): unknown =>
    closeMeans(buckets, (startMs) => startMs + MINUTE, { fromMs: -Infinity, toMs: Infinity }, lead);

  it('keep their mean, and carry nothing into the next bucket', () => {
    const earlier = aggregate({ isEarlier: true, mean: 7, heldMs: 1234, last: 900, longestHoldMs: DAY });
    const next = aggregate({
      startMs: at + MINUTE,
      firstAt: at + MINUTE + 30_000,
      lastAt: at + MINUTE + 30_000,
      longestHoldMs: MINUTE,
    });
    expect(closed([earlier, next])).toEqual([
      { mean: 7, heldMs: 1234 },
      { mean: 5, heldMs: 30_000 },
    ]);
    const lead = { last: 900, lastAt: at - 1000, longestHoldMs: DAY };
    const late = { ...next, startMs: at, firstAt: at + 30_000, lastAt: at + 30_000 };
    expect(closed([late], { ...lead, isEarlier: true })).toEqual([{ mean: 5, heldMs: 30_000 }]);
    // 900 for 30 s, and 5 for 30 s.
    expect(closed([late], lead)).toEqual([{ mean: 452.5, heldMs: 60_000 }]);
  });

  it('have the mean of the value if no time is covered', () => {
    expect(closed([aggregate({ mean: 6 })])).toEqual([{ mean: 6, heldMs: 0 }]);
    expect(coarsen([aggregate({ mean: 6 }), aggregate({ mean: 8, last: 8 })], MINUTE)).toMatchObject([
      { mean: 8, last: 8, count: 2, heldMs: 0 },
    ]);
  });

  it('make a wider bucket an earlier one', () => {
    const parts = [aggregate({}), aggregate({ isEarlier: true }), aggregate({})];
    expect(coarsen(parts, MINUTE)).toMatchObject([{ isEarlier: true, count: 3 }]);
  });
});

describe('the mean of a bucket', () => {
  const at = Date.parse('2026-11-24T12:00:00Z');
  const meansOf = (
    list: readonly { at: number; value: number }[],
    width: number,
    declaredMs: number | null = null,
  ): { startMs: number; mean: number }[] => {
    const rolled = computeRollup(blockOfHours(list), Math.min(width, MINUTE), ['hours'], () => declaredMs);
    const buckets = coarsen(rolled.get('hours') ?? [], width);
    const means = closeMeans(buckets, (startMs) => startMs + width, { fromMs: -Infinity, toMs: Infinity });
    return buckets.map(({ startMs }, i) => ({ startMs, mean: means[i]!.mean }));
  };

  it('carries a value across a bucket boundary: alternating 0 and 100 every 30 s give a mean of 50 per minute', () => {
    const list = Array.from({ length: 20 }, (_, i) => ({ at: at + i * 30_000, value: (i % 2) * 100 }));
    expect(meansOf(list, MINUTE).map(({ mean }) => mean)).toEqual(Array.from({ length: 10 }, () => 50));
  });

  it('ignores gaps: the last value before a gap of 56 minutes is valid for the longest hold', () => {
    const list = [
      ...Array.from({ length: 240 }, (_, i) => ({ at: at + i * 1000, value: 10 })),
      { at: at + 240_000, value: 100 },
    ];
    // The value is 10 for 240 s, and 100 for 10 s.
    expect(meansOf(list, 60 * MINUTE)).toEqual([{ startMs: at, mean: 13.6 }]);
    // A signal that reports once per hour declares this interval.
    expect(meansOf(list, 60 * MINUTE, 60 * MINUTE)).toEqual([{ startMs: at, mean: 94 }]);
  });

  it('equals its definition for any readings and buckets, including late readings', () => {
    const declared = fc.option(fc.integer({ min: 1, max: 3600 }).map((seconds) => seconds * 1000));
    const width = fc.constantFrom(MINUTE, 15 * MINUTE, 60 * MINUTE, DAY, 7 * DAY);
    fc.assert(
      fc.property(
        readingsOfHours,
        width,
        declared,
        fc.func(fc.boolean()),
        (list, wide, declaredMs, isLate) => {
          const good = list.map(({ at: time, value }) => ({ at: time, value }));
          const inTime = good.filter((one) => !isLate(one));
          for (const known of [inTime, good]) {
            const found = meansOf(known, wide, declaredMs);
            const starts = [...new Set(known.map((one) => Math.floor(one.at / wide) * wide))];
            const wanted = meansByDefinition(
              known,
              starts.map((fromMs) => ({ fromMs, toMs: fromMs + wide })),
              { declaredMs },
            );
            expect(found.map(({ startMs }) => startMs)).toEqual(wanted.map(({ startMs }) => startMs));
            found.forEach(({ mean }, i) => expect(mean).toBeCloseTo(wanted[i]!.mean, 3));
          }
        },
      ),
    );
  });
});
