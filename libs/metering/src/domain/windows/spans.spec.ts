import fc from 'fast-check';
import { Exact } from '#platform/domain';
import {
  clip,
  computeShare,
  containsInstant,
  cutAtSpans,
  endsIn,
  eventSpan,
  findOverlapping,
  groupNearby,
  isCoveredBy,
  joinSpans,
  overlap,
  type Span,
  subtractSpans,
} from './spans.js';

const span = (from: number, to: number): Span => ({ from, to });
const spans = (...bounds: [number, number][]): Span[] => bounds.map(([from, to]) => span(from, to));

describe('a span', () => {
  it.each([
    [9, false, false],
    [10, false, false],
    [11, true, true],
    [19, true, true],
    [20, true, false],
    [21, false, false],
  ])('from 10 to 20: %i ends in it: %s; is strictly inside: %s', (at, ends, inside) => {
    expect(endsIn(span(10, 20), at)).toBe(ends);
    expect(containsInstant(span(10, 20), at)).toBe(inside);
  });

  it('of an event belongs to the half-open span of its instant', () => {
    expect(eventSpan(10)).toEqual(span(10, 11));
    expect([overlap(eventSpan(10), span(10, 20)), overlap(eventSpan(20), span(10, 20))]).toEqual([1, 0]);
  });

  it.each([
    [span(0, 5), 0],
    [span(0, 10), 0],
    [span(0, 11), 1],
    [span(12, 15), 3],
    [span(19, 30), 1],
    [span(20, 30), 0],
    [span(0, 30), 10],
  ])('from 10 to 20 overlaps %o by %i', (other, time) => {
    expect(overlap(span(10, 20), other)).toBe(time);
    expect(overlap(other, span(10, 20))).toBe(time);
    if (time > 0) expect(clip(other, span(10, 20)).to - clip(other, span(10, 20)).from).toBe(time);
  });
});

describe('lists of spans', () => {
  it.each<[[number, number][], [number, number][]]>([
    [[], [[10, 20]]],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[10, 20]],
    ],
    [
      [[12, 14]],
      [
        [10, 12],
        [14, 20],
      ],
    ],
    [
      [
        [5, 12],
        [18, 25],
      ],
      [[12, 18]],
    ],
    [[[10, 20]], []],
    [
      [
        [10, 15],
        [15, 20],
      ],
      [],
    ],
  ])('subtract %o from 10 to 20', (subtracted, left) => {
    expect(subtractSpans(spans([10, 20]), spans(...subtracted))).toEqual(spans(...left));
    expect(isCoveredBy(span(10, 20), spans(...subtracted))).toBe(left.length === 0);
  });

  it('are joined if they overlap or follow each other directly', () => {
    expect(joinSpans(spans([30, 40], [0, 10], [10, 20], [5, 6], [21, 25]))).toEqual(
      spans([0, 20], [21, 25], [30, 40]),
    );
    expect(joinSpans([])).toEqual([]);
  });

  it('are grouped by their distance, up to the gap itself', () => {
    expect(groupNearby(spans([0, 10], [15, 20], [26, 30]), 5)).toEqual([
      spans([0, 10], [15, 20]),
      spans([26, 30]),
    ]);
  });

  it('cut another span', () => {
    expect(cutAtSpans(span(10, 20), spans([0, 12], [15, 17], [20, 30]))).toEqual(
      spans([10, 12], [12, 15], [15, 17], [17, 20]),
    );
    expect(cutAtSpans(span(10, 20), spans([0, 10], [20, 30]))).toEqual(spans([10, 20]));
    expect(cutAtSpans(span(10, 20), spans([10, 20]))).toEqual(spans([10, 20]));
  });

  it('are searched as by comparing each one', () => {
    const ordered = fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 })
      .map((bounds) => bounds.sort((a, b) => a - b))
      .map((bounds) => bounds.slice(1).map((to, index) => span(bounds[index]!, to)))
      .map((all) => all.filter((_, index) => index % 3 !== 1));
    fc.assert(
      fc.property(ordered, fc.nat(60), fc.integer({ min: 1, max: 30 }), (all, from, length) => {
        const wanted = span(from, from + length);
        expect(findOverlapping(all, wanted)).toEqual(all.filter((one) => overlap(one, wanted) > 0));
      }),
    );
  });
});

describe('computeShare', () => {
  it('spreads a quantity evenly, rounded half up', () => {
    const share = (from: number, to: number, decimals?: number): string =>
      computeShare(new Exact(10), span(0, 3), span(from, to), decimals).toFixed();
    expect([share(0, 1, 1), share(1, 2, 1), share(2, 3, 1), share(0, 3, 1)]).toEqual([
      '3.3',
      '3.4',
      '3.3',
      '10',
    ]);
    expect(share(0, 1)).toBe('3.333333333333333333333333');
    expect(computeShare(new Exact('0.1'), span(0, 2), span(0, 1), 1).toFixed()).toBe('0.1');
  });

  it('adds up to the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.integer({ min: 1, max: 98 })),
        (quantity, cuts) => {
          const bounds = [...new Set([0, ...cuts, 99])].sort((a, b) => a - b);
          const sum = bounds
            .slice(1)
            .map((to, index) => computeShare(new Exact(quantity), span(0, 99), span(bounds[index]!, to), 3))
            .reduce((all, share) => all.plus(share), new Exact(0));
          expect(sum.toFixed()).toBe(String(quantity));
        },
      ),
    );
  });
});
