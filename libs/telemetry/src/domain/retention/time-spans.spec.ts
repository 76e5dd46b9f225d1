import fc from 'fast-check';
import { isWithin, joinSpans, overlapsAny, subtractSpans } from './time-spans.js';

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }))
    .map(([at, length]) => span(at, at + length)),
  { maxLength: 6 },
);

describe('spans', () => {
  it('are joined without changing their total', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const joined = joinSpans(list);
        joined.forEach(({ fromMs, toMs }, i) => {
          expect(fromMs).toBeLessThan(toMs);
          if (i > 0) expect(fromMs).toBeGreaterThan(joined[i - 1]!.toMs);
        });
        for (let at = 0; at < 50; at++) expect(isWithin(joined, at)).toBe(isWithin(list, at));
      }),
    );
  });

  it('subtracted from another leave the rest of it', () => {
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 30 }),
        (others, from, length) => {
          const whole = span(from, from + length);
          const rest = subtractSpans(whole, others);
          for (let at = 0; at < 60; at++)
            expect(isWithin(rest, at)).toBe(isWithin([whole], at) && !isWithin(others, at));
        },
      ),
    );
  });

  it.each([
    [[span(0, 5)], span(5, 9), false],
    [[span(0, 5)], span(4, 9), true],
    [[], span(0, 9), false],
  ])('%j overlap %j: %s', (list, one, overlaps) => expect(overlapsAny(list, one)).toBe(overlaps));
});
