import fc from 'fast-check';
import { type ChartBand, estimateLabelWidth, layOutBands } from './lay-out-bands.js';

const LANE = { from: 0, to: 1000, width: 500, rows: 2 };
const band = (key: string, from: number, to: number | null, label = 'A12'): ChartBand => ({
  key,
  from,
  to,
  label,
  detail: label,
  tone: 'warning',
});

describe('layOutBands', () => {
  it('gives a bar the exact length of its period', () => {
    const { placed } = layOutBands([band('a', 200, 600)], LANE);
    expect(placed).toEqual([
      expect.objectContaining({ row: 0, barLeft: 100, barWidth: 200, labelLeft: 100 }),
    ]);
  });

  it.each<[string, ChartBand, number, number]>([
    ['began before the window', band('a', -500, 200), 0, 100],
    ['has not ended', band('a', 800, null), 400, 100],
    ['is shorter than a pixel', band('a', 500, 500.1), 250, 4],
    ['is at the end of the window', band('a', 999, 2000), 496, 4],
  ])('shows a band that %s', (_what, one, barLeft, barWidth) => {
    expect(layOutBands([one], LANE).placed).toEqual([expect.objectContaining({ barLeft, barWidth })]);
  });

  it('omits bands outside the window', () => {
    expect(layOutBands([band('a', -10, 0), band('b', 1000, null)], LANE)).toEqual({ placed: [], rest: [] });
  });

  it('moves a label at the end of the window to the left', () => {
    const { placed } = layOutBands([band('a', 990, null)], LANE);
    expect(placed[0]?.labelLeft).toBeCloseTo(500 - estimateLabelWidth('A12'));
  });

  it('uses the next row if labels would overlap, and returns what has no room', () => {
    const { placed, rest } = layOutBands(
      [band('a', 100, 110), band('b', 120, 130), band('c', 140, 150)],
      LANE,
    );
    expect(placed.map((one) => [one.band.key, one.row])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(rest.map(({ key }) => key)).toEqual(['c']);
  });

  it('never lets two bands of a row overlap, and loses none', () => {
    const some = fc.array(
      fc.tuple(
        fc.integer({ min: -200, max: 1200 }),
        fc.integer({ min: 1, max: 500 }),
        fc.string({ maxLength: 20 }),
      ),
    );
    fc.assert(
      fc.property(some, (spans) => {
        const bands = spans.map(([from, length, label], index) =>
          band(`${index}`, from, from + length, label),
        );
        const { placed, rest } = layOutBands(bands, LANE);
        const inside = bands.filter(({ from, to }) => from < 1000 && (to ?? 0) > 0);
        expect(placed.length + rest.length).toBe(inside.length);
        for (const [index, a] of placed.entries())
          for (const b of placed.slice(index + 1)) {
            if (a.row !== b.row) continue;
            const endOf = (one: typeof a): number =>
              Math.max(one.barLeft + one.barWidth, one.labelLeft + one.labelWidth);
            const startOf = (one: typeof a): number => Math.min(one.barLeft, one.labelLeft);
            expect(endOf(a) <= startOf(b) || endOf(b) <= startOf(a)).toBe(true);
          }
      }),
    );
  });
});
