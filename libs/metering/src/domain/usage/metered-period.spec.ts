import {
  boundingReadings,
  closingLimitOf,
  countedBy,
  type CountingWindow,
  countsIn,
  happensIn,
  isLongStep,
  ownTime,
} from './metered-period.js';

const window = (change: Partial<CountingWindow> = {}): CountingWindow => ({
  since: 0,
  from: 10,
  to: 20,
  ...change,
});
const instants = Array.from({ length: 26 }, (_, at) => at);
const from = (first: number, last: number): number[] => instants.filter((at) => at >= first && at <= last);

describe('a window', () => {
  it.each<[string, Partial<CountingWindow>, number[], number[]]>([
    // The step that ends at the start belongs to the period before; the event at the start does not.
    ['in which counting continues', { until: null }, from(11, 20), from(10, 19)],
    ['with which counting ends', {}, from(11, 20), from(10, 20)],
    ['with which counting begins', { since: 10, until: null }, from(10, 20), from(10, 19)],
    ['after another customer’s', { since: 10, before: 5, until: null }, from(11, 20), from(11, 19)],
    [
      'in which another customer’s ended earlier',
      { since: 3, before: 1, until: null },
      from(11, 20),
      from(10, 19),
    ],
  ])('%s counts steps and events', (_, change, steps, events) => {
    expect(instants.filter((at) => countsIn(window(change), at))).toEqual(steps);
    expect(instants.filter((at) => happensIn(window(change), at))).toEqual(events);
  });

  it('counts by the method of its meter', () => {
    for (const method of ['event_count', 'event_sum'] as const) expect(countedBy(method)).toBe(happensIn);
    for (const method of [undefined, 'counter', 'integral', 'state_time', 'peak_demand'] as const)
      expect(countedBy(method)).toBe(countsIn);
  });

  it.each<[Partial<CountingWindow>, [number, number], number]>([
    [{}, [-Infinity, Infinity], 20],
    [{ until: null }, [-Infinity, Infinity], Infinity],
    [{ until: 31 }, [-Infinity, Infinity], 31],
    [{ before: 1 }, [0, Infinity], 20],
    [{ after: 40 }, [-Infinity, 20], 40],
    [{ after: null, until: 31 }, [-Infinity, 30], Infinity],
  ])('%o has its own time %o, and ends its last step before %s', (change, own, limit) => {
    expect(ownTime(window(change))).toEqual({ from: own[0], to: own[1] });
    expect(closingLimitOf(window(change))).toBe(limit);
  });

  it('divides steps that are longer than the limit, or than that of a seam inside them', () => {
    const step = { from: 0, to: 10 };
    expect([isLongStep(step, 10, window()), isLongStep(step, 9, window())]).toEqual([false, true]);
    const seam = (at: number, gapMs: number): boolean =>
      isLongStep(step, 100, window({ seams: [{ at, gapMs }] }));
    expect([seam(5, 9), seam(5, 10), seam(0, 1), seam(10, 1), seam(1, 1), seam(9, 1)]).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('boundingReadings', () => {
  it.each<[Partial<CountingWindow>, number[]]>([
    [{ since: 10, until: null }, from(0, 9)],
    [{ since: 10, until: 16 }, [...from(0, 9), ...from(15, 25)]],
    [{ since: 10 }, [...from(0, 9), ...from(20, 25)]],
  ])('are those outside the customer’s coverage: %o', (change, expected) => {
    const found = boundingReadings(
      [window(change)],
      instants.map((at) => ({ at })),
    );
    expect(found.map(({ at }) => at)).toEqual(expected);
  });
});
