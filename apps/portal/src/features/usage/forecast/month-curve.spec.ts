import type { UsageToDate } from '../../../api/types.js';
import { monthCurve } from './month-curve.js';

const COST = {
  period: { month: '2026-11', zone: 'Europe/Warsaw', from: '2026-11-01', to: '2026-12-01' },
  at: '2026-11-03T11:00:00.000Z',
  quantity: '25',
  unit: 'm3',
  included: '100',
  heldQuantity: '0',
  days: [
    { day: '2026-11-01', quantity: '10' },
    { day: '2026-11-02', quantity: '10' },
    { day: '2026-11-03', quantity: '5' },
  ],
  usageForecast: { low: '240', expected: '260', high: '290', method: 'daily_mean' },
  amount: { amount: '0.00', currency: 'PLN' },
  forecast: null,
  meters: [],
} satisfies UsageToDate;

describe('monthCurve', () => {
  it("accumulates by day, with today's elapsed part", () => {
    expect(monthCurve(COST)).toMatchObject({
      days: 30,
      lastDay: '2026-11-30',
      points: [
        { day: 1, total: 10 },
        { day: 2, total: 20 },
        { day: 2.5, total: 25 },
      ],
      end: { low: 240, expected: 260, high: 290 },
      included: 100,
    });
  });

  it('includes the maximum of everything drawn', () => {
    expect(monthCurve({ ...COST, included: '400' })!.highest).toBeGreaterThan(400);
    expect(monthCurve({ ...COST, usageForecast: null, included: null })).toMatchObject({
      end: null,
      included: null,
      highest: 26,
    });
  });

  it('is undefined without metered usage', () => {
    expect(monthCurve({ ...COST, unit: null })).toBeUndefined();
  });
});
