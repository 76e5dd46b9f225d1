import type { KnownUnit } from './remaining-life.js';
import { extrapolate } from './trend-life.js';

type Row = (number | null)[];

const rowsOf = (count: number, valueOf: (row: number) => Row): Row[] =>
  Array.from({ length: count }, (_, row) => valueOf(row));
const failed = (values: Row[]): KnownUnit => ({ id: 'U', values, ended: 'failure' });
/** A small deviation that repeats, so that no line fits exactly. */
const ripple = (row: number): number => (row % 7) / 10;
const rising = (count: number, slope = 1): Row[] => rowsOf(count, (row) => [slope * row + ripple(row)]);

describe('extrapolate', () => {
  it('extends the trend to the level at which the others failed', () => {
    const found = extrapolate(rising(60), [failed(rising(100)), failed(rising(100))], 1)!;
    expect(found.slope).toBeCloseTo(1, 1);
    expect(found.limit).toBeGreaterThan(90);
    expect(found.p50).toBeGreaterThan(33);
    expect(found.p50).toBeLessThan(42);
    expect(found.p10).toBeLessThan(found.p50);
    expect(found.p90).toBeGreaterThan(found.p50);
  });

  it('is zero beyond that level', () => {
    expect(extrapolate(rising(90), [failed(rising(50))], 1)).toMatchObject({ p10: 0, p50: 0, p90: 0 });
  });

  it('follows a falling signal as well', () => {
    const found = extrapolate(rising(60, -1), [failed(rising(100, -1))], 1)!;
    expect(found.slope).toBeLessThan(0);
    expect(found.p50).toBeGreaterThan(30);
  });

  it.each<[string, Row[], KnownUnit[]]>([
    ['no failure is known', rising(60), []],
    ['the target has too few rows', rising(29), [failed(rising(100))]],
    ['a failed unit has too few rows', rising(60), [failed(rising(100)), failed(rising(20))]],
    ['the target moves in the other direction', rising(60, -1), [failed(rising(100))]],
    [
      'failed units moved in different directions',
      rising(60),
      [failed(rising(100)), failed(rising(100, -1))],
    ],
    ['failed units did not move', rising(60), [failed(rowsOf(100, (row) => [ripple(row)]))]],
    ['the target does not move', rowsOf(60, (row) => [ripple(row)]), [failed(rising(100))]],
    ['the target has too few values', rowsOf(60, (row) => [row < 20 ? row : null]), [failed(rising(100))]],
  ])('has no result if %s', (_, target, failures) => {
    expect(extrapolate(target, failures, 1)).toBeUndefined();
  });

  it('leaves out missing values', () => {
    const gaps = (rows: Row[]): Row[] => rows.map((row, at) => (at >= 12 && at < 24 ? [null] : row));
    const found = extrapolate(gaps(rising(60)), [failed(gaps(rising(100)))], 1)!;
    expect(found.slope).toBeCloseTo(1, 1);
  });

  it.each([0, 1])('takes the signal with the clearest trend, at position %i', (clear) => {
    const both = (count: number): Row[] =>
      rowsOf(count, (row) => {
        const signals = [row + 12 * ripple(row * 3), row + 12 * ripple(row * 3)];
        signals[clear] = row;
        return signals;
      });
    expect(extrapolate(both(60), [failed(both(100))], 2)).toMatchObject({ signal: clear });
  });
});
