import fc from 'fast-check';
import { type ReadingBlock, sliceBlock } from '../readings/reading-block.js';
import { shapeOf } from '../readings/shape.js';
import { findNotableSteps } from './steps.js';
import { computeTimeline, joinTimelines } from './timeline.js';

const STATES = ['load', 'idle', 'off', null] as const;
const SHAPES = STATES.map((state) =>
  state === null
    ? shapeOf(['p'], [undefined], null, 0)
    : shapeOf(['p', 'state'], [undefined, state], null, 0),
);

/** Readings every ten seconds, with some missing. */
const blocks = fc
  .array(fc.record({ missing: fc.constantFrom(0, 0, 0, 0, 0, 2, 30), state: fc.nat({ max: 3 }) }), {
    minLength: 1,
    maxLength: 80,
  })
  .map((list): ReadingBlock => {
    let at = 1_764_000_000_000;
    const times = list.map(({ missing }) => (at += 10_000 * (1 + missing)));
    return {
      count: list.length,
      timesMs: Float64Array.from(times),
      seqs: new Float64Array(list.length),
      receivedMs: new Float64Array(list.length),
      shapes: SHAPES,
      shapeOf: Uint32Array.from(list, ({ state }) => state),
      starts: Uint32Array.from(list, (_, i) => i),
      numbers: new Float64Array(list.length),
    };
  });

describe('timelines', () => {
  it('give the same result joined as from all readings, if they are evenly spaced', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.nat({ max: 80 })), (block, cuts) => {
        const edges = [0, ...cuts.filter((cut) => cut < block.count).sort((a, b) => a - b), block.count];
        const pieces = edges
          .slice(1)
          .flatMap((to, i) => computeTimeline(sliceBlock(block, edges[i]!, to)) ?? []);
        const joined = joinTimelines(pieces, 60_000);
        const whole = findNotableSteps(block, -Infinity, 60_000);
        fc.pre(joined.usualMs === whole.usualMs && pieces.every(({ usualMs }) => (usualMs ?? 0) <= 20_000));
        expect(joined).toEqual(whole);
      }),
    );
  });

  it('have no usual interval for one reading, and are undefined for none', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        expect(computeTimeline(sliceBlock(block, 0, 1))?.usualMs).toBeNull();
        expect(computeTimeline(sliceBlock(block, 0, 0))).toBeUndefined();
      }),
    );
  });
});
