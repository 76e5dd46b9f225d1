import type { MeteredMonth } from '#billing/domain';
import { toForecastMonth } from './forecast-month.js';

const counted = (days: number): MeteredMonth => ({
  meterId: 'me-1',
  device: 'FM-1',
  signalKey: 'air_m3_total',
  unit: 'm3',
  machineId: null,
  serial: null,
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: String(days * 10),
  heldQuantity: '0',
  holds: 0,
  days: Array.from({ length: days }, (_, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    quantity: '10',
    heldQuantity: '0',
  })),
  usagePeriodId: null,
  hash: null,
});
const remaining = ({ days }: MeteredMonth, known: number) =>
  days.slice(known).map(({ day, quantity }) => [day.slice(8), quantity]);

describe('toForecastMonth', () => {
  it('assigns expected usage to the last day', () => {
    expect(remaining(toForecastMonth(counted(20), '301', []), 20)).toEqual([['30', '101']]);
  });

  it('spreads it evenly over the remaining days if some of them are paused', () => {
    const pause = { from: '2026-11-29', to: '2026-12-10', feePercent: '0', use: 'not_billed' } as const;
    expect(remaining(toForecastMonth(counted(27), '371', [pause]), 27)).toEqual([
      ['28', '33.666667'],
      ['29', '33.666667'],
      ['30', '33.666666'],
    ]);
    expect(remaining(toForecastMonth(counted(30), '305', [pause]), 30)).toEqual([['30', '5']]);
    // A past pause does not affect the remaining days.
    const over = { ...pause, from: '2026-11-02', to: '2026-11-10' };
    expect(remaining(toForecastMonth(counted(28), '301', [over]), 28)).toEqual([['30', '21']]);
  });
});
