import fc from 'fast-check';
import { decodeRollup, encodeRollup } from '../../store/codec/rollup-codec.js';
import { type ReadingBlock, sliceBlock } from './reading-block.js';
import { type Aggregate, coarsen, computeRollup } from './rollup.js';
import { shapeOf } from './shape.js';

const MINUTE = 60_000;
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

const readings = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 3 * MINUTE }),
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
        increase: 32,
      },
    ]);
  });

  it('says nothing of what is called bad alone', () => {
    expect(computeRollup(blockOf([{ at: 1, value: 3, bad: true }]), MINUTE).size).toBe(0);
  });

  it('says the same put together from any pieces, and coarsened from finer ones', () => {
    fc.assert(
      fc.property(readings, fc.array(fc.nat({ max: 60 })), (list, cuts) => {
        const block = blockOf(list);
        const edges = [0, ...cuts.filter((cut) => cut < list.length).sort((a, b) => a - b), list.length];
        const pieces = edges
          .slice(1)
          .map((to, i) => sliceBlock(block, edges[i]!, to))
          .flatMap((piece) => computeRollup(piece, MINUTE, ['hours']).get('hours') ?? []);
        expectSame(coarsen(pieces, MINUTE), computeRollup(block, MINUTE).get('hours') ?? []);
        expectSame(coarsen(pieces, 60 * MINUTE), computeRollup(block, 60 * MINUTE).get('hours') ?? []);
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
