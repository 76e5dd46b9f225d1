import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { findNotableSteps } from './steps.js';

const at = (times: readonly number[], states: readonly (string | null | undefined)[] = []) =>
  toReadingBlock(
    times.map((time, i) => {
      const state = states[i];
      return { at: time, seq: i, values: { p: 1, ...(state !== undefined && { state }) } };
    }),
  );

describe('findNotableSteps', () => {
  it('returns nothing for no readings', () => {
    expect(findNotableSteps(at([]), 0, 10)).toEqual({ notable: [], usualMs: null, last: null });
  });

  it('returns the first reading, changes of state, and intervals of more than three usual ones', () => {
    const { notable, usualMs, last } = findNotableSteps(
      at([0, 10, 20, 30, 61, 71, 101], ['load', 'load', 'idle', 'idle', 'idle', undefined, 'idle']),
      0,
      1000,
    );
    expect(usualMs).toBe(10);
    expect(notable).toEqual([
      { at: 0, previousAt: null, state: 'load', isChange: true, position: 1 },
      { at: 20, previousAt: 10, state: 'idle', isChange: true, position: 3 },
      { at: 61, previousAt: 30, state: 'idle', isChange: false, position: 5 },
      { at: 101, previousAt: 71, state: 'idle', isChange: true, position: 7 },
    ]);
    expect(last).toEqual({ at: 101, state: 'idle' });
  });

  it('uses at most the given threshold', () => {
    expect(findNotableSteps(at([0, 10, 20, 32]), 0, 11).notable.map((step) => step.at)).toEqual([0, 32]);
    expect(findNotableSteps(at([0, 10, 20, 32]), 0, 12).notable.map((step) => step.at)).toEqual([0]);
  });

  it('derives the usual interval only from the span, as the lower median', () => {
    expect(findNotableSteps(at([0, 500, 501, 503]), 500, 1000).usualMs).toBe(1);
    expect(findNotableSteps(at([0, 500]), 500, 1000).usualMs).toBeNull();
  });

  it('ignores a numeric state', () => {
    const block = toReadingBlock([{ at: 0, values: { state: 5 } }]);
    expect(findNotableSteps(block, 0, 10).last).toEqual({ at: 0, state: null });
  });

  it('omits no interval above the threshold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        (distances, patience) => {
          let time = 0;
          const times = [0, ...distances.map((distance) => (time += distance))];
          const { notable } = findNotableSteps(at(times), 0, patience);
          const told = new Set(notable.map((step) => step.at));
          times.forEach((one, i) => {
            if (i === 0 || one - times[i - 1]! > patience) expect(told.has(one)).toBe(true);
          });
          for (const step of notable) expect(times[step.position - 1]).toBe(step.at);
        },
      ),
    );
  });
});
