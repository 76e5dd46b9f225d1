import type { UsageHistory } from '../../../api/types.js';
import { measuredShare, sumMonth, findUnknownMonths } from './usage-of-months.js';

type Month = UsageHistory['months'][number];
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
const history = (unit: string, ...months: Month[]) => ({ unit, months });

describe('the usage of a month', () => {
  it('is added by unit, minus meters that deduct', () => {
    const meters = [{ deducts: false }, { deducts: true }, { deducts: false }];
    const histories = [history('m3', month('100')), history('m3', month('30')), history('h', month('7'))];
    expect(sumMonth(meters, histories, 0)).toEqual([
      { unit: 'm3', sum: 70 },
      { unit: 'h', sum: 7 },
    ]);
  });

  it('is zero if nothing is known or the history starts later', () => {
    const histories = [history('m3', month(null))];
    expect(sumMonth([{ deducts: false }], histories, 0)).toEqual([{ unit: 'm3', sum: 0 }]);
    expect(sumMonth([{ deducts: false }], histories, 5)).toEqual([{ unit: 'm3', sum: 0 }]);
  });
});

describe('meters with unknown months', () => {
  it('are listed with their number of unknown months', () => {
    const histories = [
      history('m3', month('1'), month('2')),
      history('h', month(null), month('2'), month(null)),
    ];
    expect(findUnknownMonths(histories, ({ unit }) => unit)).toEqual([{ name: 'h', months: 2 }]);
  });
});

describe('the share of time covered by readings', () => {
  it.each([
    ['all of the time', [history('h', month('1', 100))], 1],
    ['three quarters', [history('h', month('1', 100, 50), month('1', 100))], 0.75],
    ['half, with a month without data', [history('h', month(null, 100), month('1', 100))], 0.5],
    ['zero without months', [history('h')], 0],
    ['zero without meters', [], 0],
  ])('is %s', (_what, histories, share) => {
    expect(measuredShare(histories)).toBe(share);
  });
});
