import fc from 'fast-check';
import { decodeRollup, encodeRollup } from '../../store/codec/rollup-codec.js';
import { type ReadingBlock, sliceBlock } from './reading-block.js';
import { type Aggregate, closeMeans, coarsen, computeRollup, RunningRollup } from './rollup.js';
import { shapeOf } from './shape.js';
import { meansByDefinition } from '../../../../../test/support/held-mean.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const GOOD = shapeOf(['hours'], [undefined], null, 0);
const BAD = shapeOf(['hours'], [undefined], [2], 0);

function blockOf(readings: readonly { at: number; value: number; bad?: boolean }[]): ReadingBlock {
  return {
    count: readings.length,
    timesMs: Float64Array.from(readings, ({ at }) => at),
    seqs: Float64Array.from(readings, (_, i) => i),
    receivedMs: new Float64Array(readings.length),
    shapes: [GOOD, BAD],
    shapeOf: Uint32Array.from(readings, ({ bad }) => (bad ? 1 : 0)),
    starts: Uint32Array.from(readings, (_, i) => i),
    numbers: Float64Array.from(readings, ({ value }) => value),
  };
}

/** Steps as of a device that reports all the time, with silences of hours. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 * MINUTE }) },
  { weight: 3, arbitrary: fc.constantFrom(1000, 10_000, 30_000) },
  { weight: 1, arbitrary: fc.integer({ min: MINUTE, max: 30 * 60 * MINUTE }) },
);
const readings = fc
  .array(
    fc.record({
      step,
      value: fc.integer({ min: -5000, max: 5000 }).map((n) => n / 10),
      bad: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => {
    let at = 1_764_000_000_000;
    return list.map(({ step, value, bad }) => ({ at: (at += step), value, bad }));
  });

/** Times and values exactly, what is computed of them but for the rounding. */
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
  it('weighs each value as long as it held, and counts steps upwards only', () => {
    const at = Date.parse('2026-11-24T12:00:00Z');
    const block = blockOf([
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
        // 10 for 10 s, 40 for 30 s, 5 for 10 s
        mean: 27,
        heldMs: 50_000,
        // Three times the usual distance of 10 s.
        longestHoldMs: 30_000,
        increase: 32,
        isEarlier: false,
      },
    ]);
  });

  it('says nothing of what is called bad alone', () => {
    expect(computeRollup(blockOf([{ at: 1, value: 3, bad: true }]), MINUTE).size).toBe(0);
  });

  it('says the same coarsened from finer buckets', () => {
    fc.assert(
      fc.property(readings, (list) => {
        const block = blockOf(list);
        const minutes = computeRollup(block, MINUTE).get('hours') ?? [];
        for (const width of [60 * MINUTE, DAY])
          expectSame(coarsen(minutes, width), computeRollup(block, width).get('hours') ?? []);
      }),
    );
  });

  it('says the same of readings that come block after block', () => {
    fc.assert(
      fc.property(readings, fc.array(fc.nat({ max: 60 })), (list, cuts) => {
        const block = blockOf(list);
        const edges = [0, ...cuts.filter((cut) => cut < list.length).sort((a, b) => a - b), list.length];
        const running = new RunningRollup(MINUTE, ['hours'], () => null);
        edges.slice(1).forEach((to, i) => running.take(sliceBlock(block, edges[i]!, to)));
        expect(running.done()).toEqual(computeRollup(block, MINUTE, ['hours']));
      }),
    );
  });

  it('comes back from its bytes when it is so long that each key stands apart', () => {
    const list = Array.from({ length: 1200 }, (_, i) => ({ at: i * MINUTE, value: i / 7 }));
    const rollup = computeRollup(blockOf(list), MINUTE);
    const bytes = encodeRollup(rollup, MINUTE);
    expect(decodeRollup(bytes)).toEqual(rollup);
    expect(decodeRollup(bytes, new Set(['hours']))).toEqual(new Map([['hours', rollup.get('hours')]]));
  });

  it('comes back from its bytes as it was, whole or one key of it', () => {
    fc.assert(
      fc.property(readings, (list) => {
        const rollup = computeRollup(blockOf(list), MINUTE);
        const bytes = encodeRollup(rollup, MINUTE);
        expect(decodeRollup(bytes)).toEqual(rollup);
        expect(decodeRollup(bytes, new Set(['none'])).size).toBe(0);
      }),
    );
  });
});

describe('the mean of a bucket', () => {
  const at = Date.parse('2026-11-24T12:00:00Z');
  const meansOf = (
    list: readonly { at: number; value: number }[],
    width: number,
    declaredMs: number | null = null,
  ): { startMs: number; mean: number }[] => {
    const rolled = computeRollup(blockOf(list), Math.min(width, MINUTE), ['hours'], () => declaredMs);
    const buckets = coarsen(rolled.get('hours') ?? [], width);
    const means = closeMeans(buckets, (startMs) => startMs + width, { fromMs: -Infinity, toMs: Infinity });
    return buckets.map(({ startMs }, i) => ({ startMs, mean: means[i]!.mean }));
  };

  it('holds a value over the border of its bucket: 0 and 100 in turn every 30 s are 50 a minute', () => {
    const list = Array.from({ length: 20 }, (_, i) => ({ at: at + i * 30_000, value: (i % 2) * 100 }));
    expect(meansOf(list, MINUTE).map(({ mean }) => mean)).toEqual(Array.from({ length: 10 }, () => 50));
  });

  it('gives a silence no weight: a last value before 56 minutes of it counts for the longest hold', () => {
    const list = [
      ...Array.from({ length: 240 }, (_, i) => ({ at: at + i * 1000, value: 10 })),
      { at: at + 240_000, value: 100 },
    ];
    // 10 for 240 s, 100 for 10 s.
    expect(meansOf(list, 60 * MINUTE)).toEqual([{ startMs: at, mean: 13.6 }]);
    // A signal that reports once an hour says so.
    expect(meansOf(list, 60 * MINUTE, 60 * MINUTE)).toEqual([{ startMs: at, mean: 94 }]);
  });

  it('is what the definition says, of any readings and buckets, whatever comes late', () => {
    const declared = fc.option(fc.integer({ min: 1, max: 3600 }).map((seconds) => seconds * 1000));
    const width = fc.constantFrom(MINUTE, 15 * MINUTE, 60 * MINUTE, DAY, 7 * DAY);
    fc.assert(
      fc.property(readings, width, declared, fc.func(fc.boolean()), (list, wide, declaredMs, isLate) => {
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
      }),
    );
  });
});
