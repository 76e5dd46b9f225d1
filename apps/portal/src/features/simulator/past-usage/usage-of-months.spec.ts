import type { MeterPast } from '../../../api/types.js';
import { measuredShare, sumsOfMonth, unknownOf } from './usage-of-months.js';

type Month = MeterPast['months'][number];
const month = (quantity: string | null, seconds = 100, unknownSeconds = 0): Month => ({
  month: '2026-10',
  source: 'derived',
  state: quantity === null ? 'unknown' : 'measured',
  quantity,
  estimatedQuantity: '0',
  heldQuantity: '0',
  seconds,
  unknownSeconds,
});
const past = (unit: string, ...months: Month[]) => ({ unit, months });

describe('the usage of a month', () => {
  it('is added by unit, minus meters that deduct', () => {
    const meters = [{ deducts: false }, { deducts: true }, { deducts: false }];
    const pasts = [past('m3', month('100')), past('m3', month('30')), past('h', month('7'))];
    expect(sumsOfMonth(meters, pasts, 0)).toEqual([
      { unit: 'm3', sum: 70 },
      { unit: 'h', sum: 7 },
    ]);
  });

  it('is zero if nothing is known or the history starts later', () => {
    const pasts = [past('m3', month(null))];
    expect(sumsOfMonth([{ deducts: false }], pasts, 0)).toEqual([{ unit: 'm3', sum: 0 }]);
    expect(sumsOfMonth([{ deducts: false }], pasts, 5)).toEqual([{ unit: 'm3', sum: 0 }]);
  });
});

describe('meters with unknown months', () => {
  it('are listed with their number of unknown months', () => {
    const pasts = [past('m3', month('1'), month('2')), past('h', month(null), month('2'), month(null))];
    expect(unknownOf(pasts, ({ unit }) => unit)).toEqual([{ name: 'h', months: 2 }]);
  });
});

describe('the share of time covered by readings', () => {
  it.each([
    ['all of the time', [past('h', month('1', 100))], 1],
    ['three quarters', [past('h', month('1', 100, 50), month('1', 100))], 0.75],
    ['half, with a month without data', [past('h', month(null, 100), month('1', 100))], 0.5],
    ['zero without months', [past('h')], 0],
    ['zero without meters', [], 0],
  ])('is %s', (_what, pasts, share) => {
    expect(measuredShare(pasts)).toBe(share);
  });
});
