import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { overlap, findOverlapping, joinSpans, subtractSpans, type Span } from '../../windows/spans.js';
import { Intervals } from './intervals.js';

const SECOND = 1000;
const spans = fc.array(
  fc
    .record({ from: fc.integer({ min: 0, max: 500 }), length: fc.integer({ min: 1, max: 200 }) })
    .map(({ from, length }): Span => ({ from, to: from + length })),
  { maxLength: 8 },
);
const time = (list: readonly Span[]) => list.reduce((sum, { from, to }) => sum + to - from, 0);

describe('spans', () => {
  it('cover the same time after they are joined, and none of them are adjacent', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const joined = joinSpans(list);
        for (let at = 0; at < 700; at += 1) {
          const holds = ({ from, to }: Span) => from <= at && at < to;
          expect(joined.filter(holds).length).toBe(list.some(holds) ? 1 : 0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are found if they overlap another', () => {
    fc.assert(
      fc.property(spans, spans, (list, others) => {
        const ordered = joinSpans(list);
        for (const span of others)
          expect(findOverlapping(ordered, span)).toEqual(ordered.filter((each) => overlap(each, span) > 0));
      }),
    );
  });

  it('lose exactly what is subtracted', () => {
    fc.assert(
      fc.property(spans, spans, (list, holes) => {
        const [whole, taken] = [joinSpans(list), joinSpans(holes)];
        const common = whole.reduce(
          (sum, span) => sum + taken.reduce((all, hole) => all + overlap(span, hole), 0),
          0,
        );
        expect(time(subtractSpans(whole, holes))).toBe(time(whole) - common);
      }),
    );
  });
});

describe('windows of a period', () => {
  it('are cut from its start, with a shorter last one', () => {
    const { list } = new Intervals({ from: 0, to: 150 * SECOND }, 60);
    expect(list.map(({ to }) => to / SECOND)).toEqual([60, 120, 150]);
    expect(new Intervals({ from: 0, to: 7 }, null).list).toEqual([{ from: 0, to: 7 }]);
  });

  it.each([
    [0, 0, null],
    [1, 0, 0],
    [60, 1, 0],
    [61, 1, 1],
    [150, null, 2],
    [151, null, null],
    [-1, null, null],
  ])(
    'an event at %s seconds is in window %s, and a step that ends then is in window %s',
    (second, holding, ending) => {
      const intervals = new Intervals({ from: 0, to: 150 * SECOND }, 60);
      expect(intervals.indexAt(second * SECOND)).toBe(holding);
      expect(intervals.endingAt(second * SECOND)).toBe(ending);
    },
  );

  it.each([
    [10, 60, false],
    [10, 61, true],
    [60, 120, false],
    [-10, 0, false],
    [-10, 1, true],
    [140, 150, false],
    [140, 151, true],
    [-10, 200, true],
    [150, 200, false],
  ])('from %s to %s a boundary is crossed: %s', (from, to, isCrossed) => {
    const intervals = new Intervals({ from: 0, to: 150 * SECOND }, 60);
    expect(intervals.hasBoundWithin({ from: from * SECOND, to: to * SECOND })).toBe(isCrossed);
  });

  it('share a quantity by time, without a remainder', () => {
    const whole = fc.integer({ min: 1, max: 1_000_000 });
    const start = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(whole, start, fc.integer({ min: 1, max: 50 }), (quantity, from, length) => {
        const intervals = new Intervals({ from: 0, to: 150 * SECOND }, 7);
        const span = { from: from * SECOND, to: (from + length) * SECOND };
        const shares = intervals.spread(new Exact(quantity), span);
        expect(Exact.sum(0, ...shares.map((share) => share.quantity)).toFixed()).toBe(`${quantity}`);
      }),
    );
  });
});
