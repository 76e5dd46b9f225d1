import type { PausedDays } from '#contracts/domain';
import {
  countUnpausedDays,
  cutAtPauses,
  overlappingDays,
  subtractDays,
  withoutUnbilledDays,
} from './paused-days.js';

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}`;
const days = (from: number, to: number) => ({ from: day(from), to: day(to) });
const pause = (
  from: number,
  to: number,
  use: PausedDays['use'] = 'billed',
  feePercent = '50',
): PausedDays => ({
  ...days(from, to),
  use,
  feePercent,
});
const shown = (parts: readonly { from: string; to: string | null }[]): (number | null)[][] =>
  parts.map(({ from, to }) => [Number(from.slice(8)), to === null ? null : Number(to.slice(8))]);

describe('paused days', () => {
  it.each([
    [pause(1, 10), [], 10],
    [pause(1, 11), [[10, 11]], 9],
    [pause(12, 15), [[12, 15]], 7],
    [pause(19, 25), [[19, 20]], 9],
    [pause(20, 25), [], 10],
    [pause(1, 25), [[10, 20]], 0],
  ])('overlap the days from 10 to 20: %o', (paused, overlapping, unpaused) => {
    expect(shown(overlappingDays([paused], days(10, 20)))).toEqual(overlapping);
    expect(countUnpausedDays(days(10, 20), [paused])).toBe(unpaused);
  });

  it('are subtracted from a range', () => {
    expect(
      shown(subtractDays(days(10, 20), [pause(5, 12), pause(14, 15), pause(15, 16), pause(19, 25)])),
    ).toEqual([
      [12, 14],
      [16, 19],
    ]);
    expect(shown(subtractDays(days(10, 20), []))).toEqual([[10, 20]]);
    expect(shown(subtractDays(days(10, 20), [pause(10, 20)]))).toEqual([]);
  });

  it('are billed, unless they are agreed otherwise', () => {
    const paused = [pause(11, 12), pause(14, 16, 'not_billed')];
    expect(shown(withoutUnbilledDays(days(10, 20), paused))).toEqual([
      [10, 14],
      [16, 20],
    ]);
  });
});

describe('cutAtPauses', () => {
  const cut = (to: number | null, ...paused: PausedDays[]): unknown[] =>
    cutAtPauses({ from: day(10), to: to === null ? null : day(to), key: 'k' }, paused).map(
      ({ from, to: end, feePercent, key }) => [key, ...shown([{ from, to: end }])[0]!, feePercent],
    );

  it('adds the percentage of fees that is due in each part', () => {
    expect(cut(20, pause(12, 14, 'billed', '0'), pause(16, 18))).toEqual([
      ['k', 10, 12, null],
      ['k', 12, 14, '0'],
      ['k', 14, 16, null],
      ['k', 16, 18, '50'],
      ['k', 18, 20, null],
    ]);
  });

  it('has no empty parts at the ends', () => {
    expect(cut(20, pause(5, 12), pause(18, 25))).toEqual([
      ['k', 10, 12, '50'],
      ['k', 12, 18, null],
      ['k', 18, 20, '50'],
    ]);
    expect(cut(20)).toEqual([['k', 10, 20, null]]);
    expect(cut(20, pause(10, 20))).toEqual([['k', 10, 20, '50']]);
  });

  it('continues without an end', () => {
    expect(cut(null, pause(12, 14))).toEqual([
      ['k', 10, 12, null],
      ['k', 12, 14, '50'],
      ['k', 14, null, null],
    ]);
  });
});
