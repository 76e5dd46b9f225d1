import fc from 'fast-check';
import type { ReadingBlock } from '../../libs/telemetry/src/domain/readings/reading-block.js';
import { shapeOf } from '../../libs/telemetry/src/domain/readings/shape.js';

const MINUTE = 60_000;
const GOOD = shapeOf(['hours'], [undefined], null, 0);
const BAD = shapeOf(['hours'], [undefined], [2], 0);

/** Returns a block of one counter's readings, in chronological order. */
export function blockOfHours(
  readings: readonly { at: number; value: number; bad?: boolean }[],
): ReadingBlock {
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

/** Intervals of a device that reports continuously, with gaps of up to 30 hours. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 * MINUTE }) },
  { weight: 3, arbitrary: fc.constantFrom(1000, 10_000, 30_000) },
  { weight: 1, arbitrary: fc.integer({ min: MINUTE, max: 30 * 60 * MINUTE }) },
);
/** Readings of an hour counter, some of them of bad quality. */
export const readingsOfHours = fc
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
