import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { StepCollector } from './step-collector.js';
import { sliceBlock } from '../readings/reading-block.js';
import { findNotableSteps } from './steps.js';

const SECOND = 1000;

/** Readings every ten seconds, with some missing; the counter also advances during the gaps. */
const blocks = fc
  .array(fc.constantFrom(0, 0, 0, 0, 0, 2, 30), { minLength: 1, maxLength: 60 })
  .map((missing) => {
    let at = 0;
    return toReadingBlock(
      missing.map((left, seq) => {
        at += 10 * SECOND * (1 + left);
        return { at, seq, values: { hours: at / 100_000, state: seq % 7 === 0 ? 'idle' : 'load' } };
      }),
    );
  });

describe('processed readings', () => {
  it('give nothing for no readings', () => {
    const passed = new StepCollector(60 * SECOND, ['hours']);
    passed.take(toReadingBlock([]));
    expect(passed.steps()).toEqual({ notable: [], usualMs: null, last: null });
    expect(passed.computeAdvance({ fromMs: 0, toMs: 1 })).toEqual({});
  });

  it('give the same result in any blocks as in one pass, if they are evenly spaced', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.nat({ max: 60 })), (block, cuts) => {
        const edges = [0, ...cuts.filter((cut) => cut < block.count).sort((a, b) => a - b), block.count];
        const passed = new StepCollector(60 * SECOND, ['hours']);
        edges.slice(1).forEach((to, i) => passed.take(sliceBlock(block, edges[i]!, to)));
        const [found, wanted] = [passed.steps(), findNotableSteps(block, -Infinity, 60 * SECOND)];
        fc.pre(found.usualMs === wanted.usualMs);
        const wide = (steps: typeof wanted) =>
          steps.notable.filter(
            ({ at, previousAt, isChange }) => isChange || at - (previousAt ?? at) > 60 * SECOND,
          );
        expect(wide(found)).toEqual(wide(wanted));
        expect(found.last).toEqual(wanted.last);
        for (const { at, previousAt } of found.notable)
          if (previousAt !== null)
            expect(passed.computeAdvance({ fromMs: previousAt, toMs: at })['hours']).toBe(
              (at - previousAt) / 100_000,
            );
      }),
    );
  });

  it('give exact increases, only for counters with a value on both sides', () => {
    const passed = new StepCollector(60 * SECOND, ['hours', 'starts']);
    passed.take(toReadingBlock([{ at: 0, values: { hours: 1000.02, starts: 5 } }]));
    passed.take(toReadingBlock([{ at: 600 * SECOND, values: { hours: 1000.1 } }]));
    expect(passed.computeAdvance({ fromMs: 0, toMs: 600 * SECOND })).toEqual({ hours: 0.08 });
  });
});
