import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { CounterAdvance } from './counter-advance.js';

const advanceOf = (...values: Parameters<CounterAdvance['add']>[0][]) => {
  const counter = new CounterAdvance();
  values.forEach((value, i) => counter.add(value, i));
  return counter.result();
};

describe('CounterAdvance', () => {
  it.each([
    [[5], '0', 0],
    [[0.1, 0.3], '0.2', 0],
    [[10, 12.5, 1, 4], '5.5', 1],
    [[10, 10, 10], '0', 0],
    [[9, 3, 1], '0', 2],
    [[{ integer: '9007199254740993' }, { integer: '9007199254740996' }], '3', 0],
    [[9007199254740991, { integer: '9007199254740993' }], '2', 0],
    [[1, null, 'text', true, undefined, 3], '2', 0],
  ] as const)('of %j is %s with %d resets', (values, advance, restarts) => {
    expect(advanceOf(...values)).toMatchObject({ advance, restarts });
  });

  it('returns the first and the last reading as sent', () => {
    expect(advanceOf(0.1, 1e-7, 2e21)).toMatchObject({
      first: { value: '0.1', atMs: 0 },
      last: { value: '2000000000000000000000', atMs: 2 },
      readings: 3,
    });
    expect(advanceOf()).toBeUndefined();
    expect(advanceOf(null)).toBeUndefined();
  });

  it('is the exact sum of all upward steps', () => {
    const tenths = fc.array(fc.nat({ max: 10_000 }), { minLength: 1 });
    fc.assert(
      fc.property(tenths, (values) => {
        const sum = values.reduce(
          (total, value, i) => total + Math.max(0, value - (values[i - 1] ?? value)),
          0,
        );
        expect(advanceOf(...values.map((value) => value / 10))!.advance).toBe(
          new Exact(sum).div(10).toFixed(),
        );
      }),
    );
  });
});
